import type { ScoreSnapshot } from '@trueup/api-contract';

/** Points won or lost since the oldest score that is known; undefined without one to compare with. */
export function scoreChange(now: ScoreSnapshot, history: readonly ScoreSnapshot[]): number | undefined {
  const before = history
    .filter(({ standard, score }) => standard === now.standard && score !== null)
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))[0];
  if (before?.score === undefined || before.score === null || now.score === null) return undefined;
  return now.score - before.score;
}
