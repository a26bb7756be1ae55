import type { RunbookDocument, Step } from './document.ts';

type Steps = Pick<RunbookDocument, 'mainSteps'>;

/** Names are one space for all steps, those inside of loops too. */
const indexes = new WeakMap<readonly Step[], ReadonlyMap<string, Step>>();

function indexOf({ mainSteps }: Steps): ReadonlyMap<string, Step> {
  const known = indexes.get(mainSteps);
  if (known) return known;
  const index = new Map(everyStep(mainSteps).map((step) => [step.name, step]));
  indexes.set(mainSteps, index);
  return index;
}

/** All steps, each loop followed by those inside of it. */
export function everyStep(mainSteps: readonly Step[]): readonly Step[] {
  return mainSteps.flatMap((step) => [step, ...step.steps]);
}

export function stepNamed(document: Steps, name: string): Step | undefined {
  return indexOf(document).get(name);
}

/** A step that the log names. The log was written for this document, so one that is not there is a bug. */
export function knownStep(document: Steps, name: string): Step {
  const step = stepNamed(document, name);
  if (!step) throw new Error(`the log names step "${name}", which the document does not have`);
  return step;
}

/** The steps that a step stands among: those of its loop, or those of the document. */
export function siblingsOf(document: Steps, step: Step): readonly Step[] {
  return step.loop === undefined ? document.mainSteps : knownStep(document, step.loop).steps;
}

const positions = new WeakMap<readonly Step[], ReadonlyMap<Step, number>>();

/** Where a step stands among its siblings; -1 where it does not. */
export function positionIn(siblings: readonly Step[], step: Step): number {
  const index = positions.get(siblings) ?? new Map(siblings.map((one, position) => [one, position]));
  positions.set(siblings, index);
  return index.get(step) ?? -1;
}
