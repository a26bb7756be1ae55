import type { JournalEntry, StepExecution } from '@trueup/api-contract';

/** A step as it is listed: a loop holds the runs inside of it, one group an iteration. */
export interface StepNode {
  readonly step: StepExecution;
  readonly iterations: readonly { readonly iteration: number; readonly steps: readonly StepExecution[] }[];
}

export function stepTree(steps: readonly StepExecution[]): readonly StepNode[] {
  return steps
    .filter(({ loop }) => loop === undefined)
    .map((step) => {
      const inside = steps.filter(({ loop }) => loop === step.name);
      const numbers = [...new Set(inside.flatMap(({ iteration }) => (iteration === undefined ? [] : [iteration])))];
      return {
        step,
        iterations: numbers
          .toSorted((one, other) => one - other)
          .map((iteration) => ({ iteration, steps: inside.filter((run) => run.iteration === iteration) })),
      };
    });
}

interface Progress {
  readonly total: number;
  /** Ended, whichever way. */
  readonly ended: number;
  /** The name of the step that runs or waits. */
  readonly current: string | undefined;
}

export function progressOf(steps: readonly StepExecution[]): Progress {
  const own = steps.filter(({ loop }) => loop === undefined);
  return {
    total: own.length,
    ended: own.filter((step) => !goesOn(step) && step.status !== 'Pending').length,
    current: own.find(goesOn)?.name,
  };
}

/** It runs, or waits for someone. */
const goesOn = ({ status }: StepExecution): boolean => status === 'InProgress' || status === 'Waiting';

/** Shown open without being asked for: what is going on, and what went wrong. */
export const opensByItself = (step: StepExecution): boolean =>
  goesOn(step) || step.status === 'Failed' || step.status === 'TimedOut';

/** The calls of one run of a step. The journal names the step alone: which iteration it was, the times say. */
export function callsOf(step: StepExecution, journal: readonly JournalEntry[]): readonly JournalEntry[] {
  const calls = journal.filter((entry) => entry.step === step.name);
  const { startedAt, finishedAt } = step;
  if (step.iteration === undefined || startedAt === undefined) return calls;
  return calls.filter(({ at }) => at >= startedAt && (finishedAt === undefined || at <= finishedAt));
}
