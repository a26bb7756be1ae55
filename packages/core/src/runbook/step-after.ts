import { isJsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import type { RunbookDocument, Step } from './document.ts';
import { followingStep } from './following-step.ts';
import type { Outcome } from './step-outcome.ts';
import { ON_FAILURE_STEP_OUTWEIGHS_IS_END } from './undocumented.ts';

/** The step that follows one whose attempts are over (automation-documents, 2.3). Undefined: the end. */
export function stepAfter(document: RunbookDocument, step: Step, event: Outcome): string | undefined {
  switch (event.kind) {
    case 'step.succeeded':
      return chosenTarget(step, event.result) ?? goOn(document, step);
    case 'step.failed':
    case 'step.timed-out':
      return afterFailure(document, step);
    case 'step.cancelled':
      return undefined;
    default:
      return unreachable(event);
  }
}

/** A branch that chose jumps even where it says `isEnd: true`. */
function chosenTarget(step: Step, result: unknown): string | undefined {
  const target = step.action === 'aws:branch' && isJsonObject(result) ? result['NextStep'] : undefined;
  return typeof target === 'string' ? target : undefined;
}

const goOn = (document: RunbookDocument, step: Step): string | undefined =>
  step.isEnd ? undefined : followingStep(document, step);

function afterFailure(document: RunbookDocument, step: Step): string | undefined {
  const { onFailure } = step;
  switch (onFailure.kind) {
    case 'abort':
      return undefined;
    case 'continue':
      return goOn(document, step);
    case 'step':
      return step.isEnd && !ON_FAILURE_STEP_OUTWEIGHS_IS_END ? undefined : onFailure.step;
    default:
      return unreachable(onFailure);
  }
}
