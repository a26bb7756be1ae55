import type { RunbookDocument, Step } from './document.ts';
import { positionIn, siblingsOf } from './step-named.ts';

/** Where a step without a jump goes on: its nextStep, or the next in the list (automation-documents, 2.3). */
export function followingStep(document: Pick<RunbookDocument, 'mainSteps'>, step: Step): string | undefined {
  if (step.nextStep !== undefined) return step.nextStep;
  const siblings = siblingsOf(document, step);
  return siblings[positionIn(siblings, step) + 1]?.name;
}
