import { isJsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import type { RunbookDocument, Step } from './document.ts';
import { followingStep } from './following-step.ts';
import type { Outcome } from './step-outcome.ts';
import { ON_FAILURE_STEP_OUTWEIGHS_IS_END } from './undocumented.ts';

export type Next =
  | { readonly kind: 'step'; readonly name: string }
  /** The list is at its end: of the document, or of one iteration. */
  | { readonly kind: 'end-of-list' }
  /** `isEnd`, or a failure that ends the execution. */
  | { readonly kind: 'end'; readonly because: 'isEnd' | 'failure' | 'cancelled' };

/** What follows a step whose attempts are over (automation-documents, 2.3). */
export function stepAfter(document: RunbookDocument, step: Step, event: Outcome): Next {
  switch (event.kind) {
    case 'step.succeeded': {
      const target = chosenTarget(step, event.result);
      return target === undefined ? goOn(document, step) : { kind: 'step', name: target };
    }
    case 'step.failed':
    case 'step.timed-out':
      // What a failure inside of a loop ended is not the loop's own failure (4.17).
      return event.inherited === true ? { kind: 'end', because: 'failure' } : afterFailure(document, step);
    case 'step.cancelled':
      return { kind: 'end', because: 'cancelled' };
    default:
      return unreachable(event);
  }
}

/** A branch that chose jumps even where it says `isEnd: true`. */
function chosenTarget(step: Step, result: unknown): string | undefined {
  const target = step.action === 'aws:branch' && isJsonObject(result) ? result['NextStep'] : undefined;
  return typeof target === 'string' ? target : undefined;
}

function goOn(document: RunbookDocument, step: Step): Next {
  if (step.isEnd) return { kind: 'end', because: 'isEnd' };
  const name = followingStep(document, step);
  return name === undefined ? { kind: 'end-of-list' } : { kind: 'step', name };
}

function afterFailure(document: RunbookDocument, step: Step): Next {
  const { onFailure } = step;
  switch (onFailure.kind) {
    case 'abort':
      return { kind: 'end', because: 'failure' };
    case 'continue':
      return goOn(document, step);
    case 'step':
      return step.isEnd && !ON_FAILURE_STEP_OUTWEIGHS_IS_END
        ? { kind: 'end', because: 'isEnd' }
        : { kind: 'step', name: onFailure.step };
    default:
      return unreachable(onFailure);
  }
}
