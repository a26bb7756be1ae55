import type { Instant } from '../value/instant.ts';
import { isJsonObject, type Json } from '../value/json.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import { coerceOutput } from './coerce-output.ts';
import type { Step } from './document.ts';
import type { StepEvent } from './execution-state.ts';
import { actionFailedMessage } from './failure-message.ts';
import { ofRun, type InFlight } from './in-flight.ts';
import { parseSelector, select } from './selector.ts';

/** Selects the outputs and casts them (2.6). An output that was not found is left out and fails nothing. */
export function succeed({ step, started }: InFlight, result: Json, at: Instant): StepEvent {
  const outputs = new Map(builtIn(step, result));
  for (const { Name, Selector, Type } of step.outputs) {
    const parsed = parseSelector(Selector);
    if (parsed.kind === 'invalid') throw new Error(`a selector was not refused when it was read: ${parsed.reason}`);
    const value = coerceOutput(select(parsed.selector, result), Type);
    if (value.kind === 'refused') {
      const message = actionFailedMessage(step.action, `Output ${Name}: ${value.reason}`);
      const failure = { stage: 'PostVerification', type: 'Verification', message } as const;
      return { kind: 'step.failed', ...ofRun(started), at, failure };
    }
    if (value.kind === 'value') outputs.set(Name, value.value);
  }
  return { kind: 'step.succeeded', ...ofRun(started), at, result, outputs: Object.fromEntries(outputs) };
}

function builtIn({ action }: Step, result: Json): readonly (readonly [string, Json])[] {
  const names = Object.keys(ACTION_DEFINITIONS[action].outputs);
  return names.flatMap((name) => {
    const value = isJsonObject(result) ? (result[name] ?? null) : null;
    return value === null ? [] : [[name, value] as const];
  });
}
