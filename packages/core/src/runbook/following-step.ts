import type { RunbookDocument, Step } from './document.ts';

/** Where a step without a jump goes on: its nextStep, or the next in the list (automation-documents, 2.3). */
export function followingStep(document: Pick<RunbookDocument, 'mainSteps'>, step: Step): string | undefined {
  if (step.nextStep !== undefined) return step.nextStep;
  const index = document.mainSteps.findIndex(({ name }) => name === step.name);
  return document.mainSteps[index + 1]?.name;
}
