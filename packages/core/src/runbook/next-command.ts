import type { Instant } from '../value/instant.ts';
import { unreachable } from '../value/unreachable.ts';
import { afterExit, afterOutcome } from './after-outcome.ts';
import { cancellationOf } from './cancellation.ts';
import type { Command } from './command.ts';
import { continueStep } from './continue-step.ts';
import type { RunbookDocument } from './document.ts';
import type { ExecutionState } from './execution-state.ts';
import { goTo } from './go-to.ts';
import { end, type Position } from './position.ts';

/**
 * What comes next in an execution. A pure function of the document, the log, the signals and the time: whoever asks
 * again after a crash gets the same answer, with the same token for a step in flight. Costs a few passes over the log.
 */
export function nextCommand(document: RunbookDocument, state: ExecutionState, now: Instant): Command {
  const position: Position = { document, state, now, cancellation: cancellationOf(document, state) };
  const last = state.log.at(-1);
  if (!last) return position.cancellation.kind === 'none' ? goTo(position, firstStep(document)) : end(position);
  switch (last.kind) {
    case 'step.started':
    case 'step.progressed':
      return continueStep(position);
    case 'step.exited':
      return afterExit(position, last);
    case 'step.succeeded':
    case 'step.failed':
    case 'step.timed-out':
    case 'step.cancelled':
      return afterOutcome(position, last);
    default:
      return unreachable(last);
  }
}

function firstStep(document: RunbookDocument): string {
  const [first] = document.mainSteps;
  if (!first) throw new Error('a document without steps was not refused when it was read');
  return first.name;
}
