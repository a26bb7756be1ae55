import { instantAfter, type Instant } from '../value/instant.ts';
import type { RunbookDocument } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { knownStep } from './step-named.ts';

/** How far a wish to stop has come (automation-documents, 2.7). */
export type Cancellation =
  | { readonly kind: 'none' }
  /** Takes effect now. */
  | { readonly kind: 'wanted' }
  /** The steps that an onCancel led to are running. They have until `endsAt`. */
  | { readonly kind: 'cleaning-up'; readonly endsAt: Instant };

const CLEAN_UP_MS = 120_000;

export function cancellationOf(document: RunbookDocument, state: ExecutionState): Cancellation {
  const { cancelRequestedAt, log } = state;
  if (cancelRequestedAt === undefined) return { kind: 'none' };
  // A loop that was left on the way to the clean-up stands between the two.
  const steps = log.filter(({ kind }) => kind !== 'step.exited');
  for (let index = 1; index < steps.length; index += 1) {
    const [before, event] = [steps[index - 1], steps[index]];
    if (before && event && cleanUpAfter(document, before, cancelRequestedAt) === event.step) {
      return { kind: 'cleaning-up', endsAt: instantAfter(event.at, CLEAN_UP_MS) };
    }
  }
  return { kind: 'wanted' };
}

/**
 * The step that the onCancel of an ended step leads to, if the step was running when the wish came: it was cancelled, or
 * it ended afterwards because what it had begun could not be called back.
 */
export function cleanUpAfter(
  document: RunbookDocument,
  event: StepEvent,
  cancelRequestedAt: Instant,
): string | undefined {
  const wasRunning = event.kind === 'step.cancelled' || (endsAttempt(event) && event.at >= cancelRequestedAt);
  if (!wasRunning) return undefined;
  const { onCancel } = knownStep(document, event.step);
  return onCancel.kind === 'step' ? onCancel.step : undefined;
}

function endsAttempt({ kind }: StepEvent): boolean {
  return kind === 'step.succeeded' || kind === 'step.failed' || kind === 'step.timed-out';
}
