import { startOfDays, type Clock, type Instant, type OverviewMeasures, type Store } from '@trueup/core';
import { keptAnswers } from './kept-answers.ts';

interface MeasuredOverview extends OverviewMeasures {
  /** When it was counted. */
  readonly at: Instant;
}

interface Asked {
  readonly accounts?: readonly string[];
  readonly days: number;
}

const KEPT_MS = 10_000;

/** What the store says for the overview, not older than that. */
export function overviewMeasures({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'overview'>;
  readonly clock: Clock;
}): (asked: Asked) => Promise<MeasuredOverview> {
  const measure = async ({ days, ...accounts }: Asked): Promise<MeasuredOverview> => {
    const now = clock.now();
    return { at: now, ...(await store.overview.measure({ ...accounts, from: startOfDays(days, now), now })) };
  };
  const measured = keptAnswers(measure, { freshMs: KEPT_MS });
  return ({ accounts, days }) =>
    measured({ ...(accounts === undefined ? {} : { accounts: [...new Set(accounts)].toSorted() }), days });
}
