/** What the way to the first verified repair is made of, in its order. */
export const START_STEPS = ['connect', 'enter', 'scan', 'plan', 'verify'] as const;
export type StartStep = (typeof START_STEPS)[number];

/** Whether each has been done; undefined where that is not known yet. */
export type StartFacts = Readonly<Partial<Record<StartStep, boolean | undefined>>>;

export type StepStanding = 'done' | 'current' | 'later';

/** A step stands open from the first that is not done on. What is done out of its order is done all the same. */
export function stepStandings(facts: StartFacts): Readonly<Record<StartStep, StepStanding>> {
  const current = START_STEPS.find((step) => facts[step] !== true);
  const standing = (step: StartStep): StepStanding =>
    facts[step] === true ? 'done' : step === current ? 'current' : 'later';
  return Object.fromEntries(START_STEPS.map((step) => [step, standing(step)])) as Record<StartStep, StepStanding>;
}
