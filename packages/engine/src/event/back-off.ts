import type { Delivery, DeliveryOutcome, DeliveryProblem, EventTarget, Instant } from '@trueup/core';
import { instantAfter, msBetween } from '@trueup/core';

/** EventBridge's own: 185 attempts after the first within 24 hours (event-patterns, 8). */
const USUAL: NonNullable<EventTarget['retry']> = { maxAttempts: 185, maxAgeSeconds: 86_400 };
const FIRST_MS = 1_000;
const LONGEST_MS = 15 * 60_000;

export type NextTry =
  | { readonly kind: 'again'; readonly dueAt: Instant; readonly problem: DeliveryProblem }
  | { readonly kind: 'dead'; readonly at: Instant; readonly problem: DeliveryProblem };

/**
 * When a failed delivery is tried again, or why never: pauses double up to a quarter of an hour, and a random half of
 * each keeps those that failed together from coming back together. `random` is from 0 to 1.
 */
export function nextTry(
  { attempts, createdAt, target }: Pick<Delivery, 'attempts' | 'createdAt' | 'target'>,
  outcome: Extract<DeliveryOutcome, { readonly kind: 'failed' | 'refused' }>,
  now: Instant,
  random: number,
): NextTry {
  const problem = { code: outcome.code, message: outcome.message };
  if (outcome.kind === 'refused') return { kind: 'dead', at: now, problem };
  const { maxAttempts, maxAgeSeconds } = target.retry ?? USUAL;
  if (attempts > maxAttempts) {
    return { kind: 'dead', at: now, problem: { ...problem, exhausted: 'MaximumRetryAttempts' } };
  }
  const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  const dueAt = instantAfter(now, Math.max(outcome.afterMs ?? 0, Math.round(pause / 2 + (pause / 2) * random)));
  if (msBetween(createdAt, dueAt) > maxAgeSeconds * 1_000) {
    return { kind: 'dead', at: now, problem: { ...problem, exhausted: 'MaximumEventAgeInSeconds' } };
  }
  return { kind: 'again', dueAt, problem };
}
