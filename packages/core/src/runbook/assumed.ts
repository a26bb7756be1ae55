import { KNOWN_AFTER_APPLY } from '../value/difference.ts';
import type { Instant } from '../value/instant.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import type { RunbookDocument } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { inFlight, ofRun } from './in-flight.ts';

/**
 * For a plan: the step in flight taken as done, though it was not sent. Its result and every output, declared or built
 * in, is KNOWN_AFTER_APPLY, whatever its type.
 */
export function assumed(document: RunbookDocument, state: ExecutionState, step: string, now: Instant): StepEvent {
  const flight = inFlight(document, state);
  if (flight.step.name !== step) throw new Error(`step ${step} is assumed, but ${flight.step.name} is in flight`);
  const names = [
    ...Object.keys(ACTION_DEFINITIONS[flight.step.action].outputs),
    ...flight.step.outputs.map(({ Name }) => Name),
  ];
  return {
    kind: 'step.succeeded',
    ...ofRun(flight.started),
    at: now,
    result: KNOWN_AFTER_APPLY,
    outputs: Object.fromEntries(names.map((name) => [name, KNOWN_AFTER_APPLY])),
  };
}
