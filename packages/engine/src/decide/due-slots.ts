import { instantAfter, limitScopes, type Explained, type Instant, type Policy } from '@trueup/core';
import { deciding } from './decide-questions.ts';
import type { Posed } from './question.ts';

/** Nothing waits longer unseen: what it waits for may have gone another way. */
const LONGEST_WAIT_MS = 3_600_000;
const UNREAD_MS = 300_000;
const LOCKED_MS = 5_000;
const ERRORS_MS = 300_000;
const RUNNING_MS = 1_000;
const RUNNING_SPACING_MS = 50;
const MOST_KEYS = 10_000;

/** Says when a finding that is left alone is decided anew. */
export interface DueSlots {
  /** Undefined: not by itself. */
  next(posed: Posed, explained: Explained, policy: Policy, now: Instant): Instant | undefined;
}

/**
 * Those that wait for the same limit get slots one after the other, as far apart as the limit lets them start: fifty
 * thousand that wait for twenty a minute are not all decided again every minute.
 */
export function dueSlots(): DueSlots {
  const taken = new Map<string, number>();
  const slot = (key: string, earliest: number, spacingMs: number, now: number): number => {
    if (taken.size >= MOST_KEYS) taken.clear();
    const at = Math.min(Math.max(earliest, taken.get(key) ?? 0), now + LONGEST_WAIT_MS);
    taken.set(key, at + spacingMs);
    return at;
  };
  return {
    next(posed, explained, policy, now) {
      const { decision, until } = explained;
      if (decision.kind !== 'leave') return undefined;
      const at = Date.parse(now);
      const earliest = until === undefined ? undefined : Math.max(Date.parse(until), at);
      switch (decision.reason) {
        case 'limit-reached': {
          const { key, spacingMs } = narrowest(posed, policy);
          const waitsForEnd = earliest === undefined || deciding(explained)?.guard !== 'limits';
          return waitsForEnd
            ? iso(slot(`running ${key}`, at + RUNNING_MS, RUNNING_SPACING_MS, at))
            : iso(slot(key, earliest, spacingMs, at));
        }
        case 'breaker-open':
          // One repair is let through to see: nobody knows when it ends.
          return iso(earliest ?? slot('probing', at + LOCKED_MS, RUNNING_SPACING_MS, at));
        case 'resource-locked':
          return instantAfter(now, LOCKED_MS);
        case 'unreadable':
          return instantAfter(now, UNREAD_MS);
        case 'too-many-errors':
          return instantAfter(now, ERRORS_MS);
        case 'attempts-spent':
          // What follows from it is done by then, or is done the next time.
          return iso(earliest ?? at + LONGEST_WAIT_MS);
        case 'undetermined':
          // A report that repeats itself is no change, and still one that came after the repair.
          return deciding(explained)?.guard === 'attempts' ? iso(at + LONGEST_WAIT_MS) : undefined;
        default:
          return earliest === undefined ? undefined : iso(earliest);
      }
    },
  };
}

const iso = (ms: number): Instant => new Date(ms).toISOString();

/** The limit that lets the fewest start in a time, and what it counts together. */
function narrowest({ target, line }: Posed, policy: Policy): { readonly key: string; readonly spacingMs: number } {
  const rates = limitScopes(policy.limits, target, line).flatMap(({ key, limit: { started, withinSeconds } }) =>
    started === undefined ? [] : [{ key, spacingMs: (withinSeconds * 1_000) / Math.max(1, started) }],
  );
  const [first, ...others] = rates;
  if (!first) return { key: target.resource.accountId, spacingMs: RUNNING_SPACING_MS };
  return others.reduce((one, other) => (other.spacingMs > one.spacingMs ? other : one), first);
}
