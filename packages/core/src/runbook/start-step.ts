import type { JsonObject } from '../value/json.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import type { Command } from './command.ts';
import type { Step } from './document.ts';
import type { ExecutionState } from './execution-state.ts';
import { inputsFailedMessage } from './failure-message.ts';
import { hasUnknowns, mentionsUnknown } from './mentions-unknown.ts';
import { append, type Position } from './position.ts';
import { prepare } from './prepare-work.ts';
import { resolveInputs } from './resolve-inputs.ts';
import { knownStep } from './step-named.ts';
import { variableFault } from './variables.ts';

/** Begins a step: its inputs are resolved and checked once, for all attempts (automation-documents, 2.2). */
export function start(position: Position, name: string, iteration?: number): Command {
  const { document, state, now } = position;
  const step = knownStep(document, name);
  const run = { step: name, attempt: 1, at: now, ...(iteration === undefined ? {} : { iteration }) };
  const refused = (reason: string): Command =>
    append({
      kind: 'step.failed',
      ...run,
      failure: { stage: 'InputValidation', type: 'Action', message: inputsFailedMessage(reason) },
    });
  const resolved = resolveInputs(document, state, step, now, iteration);
  if (resolved.kind === 'unresolvable') return refused(resolved.reason);
  const undetermined = undeterminedInput(state, step, resolved.value);
  if (undetermined) return undetermined;
  const inputs = loopInputs(step, resolved.value);
  const prepared = prepare(step.action, inputs, now);
  if (prepared.kind === 'invalid') return refused(prepared.reason);
  const fault = prepared.kind === 'variable' ? variableFault(document, prepared) : undefined;
  if (fault !== undefined) return refused(fault);
  return append({ kind: 'step.started', ...run, inputs });
}

/** A loop over a list that is absent has nothing to run for: it is no loop without a list. */
function loopInputs(step: Step, resolved: JsonObject): JsonObject {
  const isAbsent = step.action === 'aws:loop' && step.inputs['Iterators'] !== undefined && !('Iterators' in resolved);
  return isAbsent ? { ...resolved, Iterators: [] } : resolved;
}

function undeterminedInput(state: ExecutionState, step: Step, inputs: JsonObject): Command | undefined {
  const { decisive } = ACTION_DEFINITIONS[step.action];
  const input = decisive.find((key) => mentionsUnknown(inputs[key] ?? null));
  if (input === undefined || !hasUnknowns(state)) return undefined;
  return { kind: 'undetermined', step: step.name, reason: `its input ${input} is known only after apply` };
}
