import type { Instant } from '../value/instant.ts';
import type { LimitCounts, LimitScope } from './limits.ts';

export interface LimitReached {
  readonly detail: string;
  /** Absent: it hangs on when one that is under way ends. */
  readonly until?: Instant;
}

/** Whether one repair more would be too many; undefined: it may start. */
export function limitVerdict(
  { key, limit }: Pick<LimitScope, 'key' | 'limit'>,
  counts: LimitCounts,
): LimitReached | undefined {
  const { started, running, nonCompliant, freesAt } = counts;
  const all = nonCompliant + started;
  const mostRunning = least(limit.running, share(limit.runningPercent, all));
  if (running >= mostRunning) {
    return { detail: `limit ${key}: ${running} of at most ${mostRunning} repairs are under way` };
  }
  const mostStarted = least(limit.started, share(limit.startedPercent, all));
  if (started < mostStarted) return undefined;
  return {
    detail: `limit ${key}: ${started} of at most ${mostStarted} repairs began within ${limit.withinSeconds} seconds`,
    ...(freesAt === undefined ? {} : { until: freesAt }),
  };
}

const least = (one: number | undefined, other: number | undefined): number =>
  Math.min(one ?? Infinity, other ?? Infinity);

function share(percent: number | undefined, all: number): number | undefined {
  return percent === undefined ? undefined : Math.max(1, Math.floor((percent * all) / 100));
}
