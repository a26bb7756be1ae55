import type { Instant } from '../value/instant.ts';
import { choicesOf } from './choices-of.ts';
import type { Command } from './command.ts';
import { evaluateCondition } from './condition.ts';
import type { ExecutionState } from './execution-state.ts';
import { actionFailedMessage } from './failure-message.ts';
import { ofRun, type Started } from './in-flight.ts';
import { hasUnknowns, mentionsUnknown } from './mentions-unknown.ts';

/**
 * Ends an aws:branch in flight: the first choice that holds, else the default, else none (automation-documents, 4.3).
 * The target stands in the result, so that it is decided once.
 */
export function choose(state: ExecutionState, started: Started, now: Instant): Command {
  const { step, inputs } = started;
  const unknowns = mentionsUnknown(inputs) && hasUnknowns(state);
  for (const choice of choicesOf(inputs)) {
    const verdict = evaluateCondition(choice, unknowns);
    switch (verdict.kind) {
      case 'true':
        return chosen(started, now, choice['NextStep'] ?? null);
      case 'false':
        break;
      case 'unknown':
        return { kind: 'undetermined', step, reason: 'its choice hangs on a value that is known only after apply' };
      case 'incomparable':
        return {
          kind: 'append',
          event: {
            kind: 'step.failed',
            ...ofRun(started),
            at: now,
            failure: {
              stage: 'Invocation',
              type: 'Action',
              message: actionFailedMessage('aws:branch', verdict.reason),
            },
          },
        };
    }
  }
  return chosen(started, now, inputs['Default'] ?? null);
}

function chosen(started: Started, at: Instant, target: unknown): Command {
  const result = { NextStep: typeof target === 'string' ? target : null };
  return { kind: 'append', event: { kind: 'step.succeeded', ...ofRun(started), at, result, outputs: {} } };
}
