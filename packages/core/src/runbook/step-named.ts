import type { RunbookDocument, Step } from './document.ts';

export function stepNamed(document: RunbookDocument, name: string): Step | undefined {
  return document.mainSteps.find((step) => step.name === name);
}

/** A step that the log names. The log was written for this document, so one that is not there is a bug. */
export function knownStep(document: RunbookDocument, name: string): Step {
  const step = stepNamed(document, name);
  if (!step) throw new Error(`the log names step "${name}", which the document does not have`);
  return step;
}
