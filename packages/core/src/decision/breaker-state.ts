import { instantAfter, type Instant } from '../value/instant.ts';
import type { BreakerSettings } from './policy.ts';
import type { RemediationRun } from './remediation-run.ts';

const MINUTE_MS = 60_000;

/**
 * half-open: the pause is over, and one repair is let through to see. `probing`: the id of the one that is under way,
 * so that no other may start.
 */
export type BreakerState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly until: Instant }
  | { readonly kind: 'half-open'; readonly probing?: string };

interface End {
  readonly at: Instant;
  readonly startedAt: Instant;
  readonly result: 'verified' | 'failed';
}

/**
 * How a circuit breaker stands, by the repairs it counts. So many failures within the window open it. After the pause a
 * verified repair that began since closes it, and any failure opens it anew. What is verified while it is open began
 * before, and closes nothing. `runs` in any order; what is left out of them was never counted.
 */
export function breakerState(
  settings: Pick<BreakerSettings, 'failures' | 'windowMinutes' | 'pauseMinutes'>,
  runs: readonly RemediationRun[],
  now: Instant,
): BreakerState {
  const ends = endsOf(runs);
  if (ends.filter(({ result }) => result === 'failed').length < settings.failures) return { kind: 'closed' };
  const until = opensUntil(settings, ends);
  if (until === undefined) return { kind: 'closed' };
  if (now < until) return { kind: 'open', until };
  const probing = runs.find(
    ({ kind, startedAt, finishedAt }) => kind === 'repair' && finishedAt === undefined && startedAt >= until,
  );
  return { kind: 'half-open', ...(probing ? { probing: probing.id } : {}) };
}

/** Until when it is, or was last, open; undefined: it is closed. */
function opensUntil(
  { failures, windowMinutes, pauseMinutes }: Pick<BreakerSettings, 'failures' | 'windowMinutes' | 'pauseMinutes'>,
  ends: readonly End[],
): Instant | undefined {
  let until: Instant | undefined;
  let counted: readonly Instant[] = [];
  for (const { at, startedAt, result } of ends) {
    if (until !== undefined) {
      if (result === 'failed' && at >= until) until = instantAfter(at, pauseMinutes * MINUTE_MS);
      if (result === 'verified' && startedAt >= until) {
        until = undefined;
        counted = [];
      }
    } else if (result === 'failed') {
      const since = instantAfter(at, -windowMinutes * MINUTE_MS);
      counted = [...counted.filter((failure) => failure >= since), at];
      if (counted.length >= failures) until = instantAfter(at, pauseMinutes * MINUTE_MS);
    }
  }
  return until;
}

/** In the order in which they ended; a failure before a success of the same instant, and neutral ones left out. */
function endsOf(runs: readonly RemediationRun[]): readonly End[] {
  return runs
    .flatMap(({ kind, startedAt, finishedAt, result }): End[] =>
      kind === 'repair' && finishedAt !== undefined && (result === 'failed' || result === 'verified')
        ? [{ at: finishedAt, startedAt, result }]
        : [],
    )
    .sort((one, other) => textOrder(one.at, other.at) || textOrder(one.result, other.result));
}

const textOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
