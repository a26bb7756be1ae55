import { startOfDays, type Clock, type Instant, type OverviewMeasures, type Store } from '@trueup/core';

interface MeasuredOverview extends OverviewMeasures {
  /** When it was counted. */
  readonly at: Instant;
}

interface Asked {
  readonly accounts?: readonly string[];
  readonly days: number;
}

const FRESH_MS = 10_000;

/**
 * What the store says for the overview. It reads much, and every open console asks for it: what is ten seconds old at
 * most is given again, and whoever asks while it is counted waits for the same answer.
 */
export function overviewMeasures({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'overview'>;
  readonly clock: Clock;
}): (asked: Asked) => Promise<MeasuredOverview> {
  const kept = new Map<string, { readonly untilMs: number; readonly answer: Promise<MeasuredOverview> }>();
  const measured = async ({ days, ...accounts }: Asked): Promise<MeasuredOverview> => {
    const now = clock.now();
    return { at: now, ...(await store.overview.measure({ ...accounts, from: startOfDays(days, now), now })) };
  };
  return async ({ accounts, days }) => {
    const asked = { ...(accounts === undefined ? {} : { accounts: [...new Set(accounts)].toSorted() }), days };
    const [key, nowMs] = [JSON.stringify(asked), performance.now()];
    for (const [old, { untilMs }] of kept) if (untilMs <= nowMs) kept.delete(old);
    const last = kept.get(key);
    if (last !== undefined) return last.answer;
    const answer = measured(asked);
    kept.set(key, { untilMs: nowMs + FRESH_MS, answer });
    try {
      return await answer;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };
}
