import type { Instant } from '../../value/instant.ts';
import type { DecisionInput, Fact, LeaveReason, ProposeReason } from '../decision.ts';

/** What a guard says of a decision. */
export type Answer =
  | { readonly verdict: 'passes' | 'unreadable'; readonly detail: string }
  | { readonly verdict: 'asks'; readonly reason: ProposeReason; readonly detail: string }
  | { readonly verdict: 'blocks'; readonly reason: LeaveReason; readonly detail: string; readonly until?: Instant };

export type GuardCheck = (input: DecisionInput) => Answer;

export const passes = (detail: string): Answer => ({ verdict: 'passes', detail });
export const unreadable = (detail: string): Answer => ({ verdict: 'unreadable', detail });
export const asks = (reason: ProposeReason, detail: string): Answer => ({ verdict: 'asks', reason, detail });
export const blocks = (reason: LeaveReason, detail: string, until?: Instant): Answer => ({
  verdict: 'blocks',
  reason,
  detail,
  ...(until === undefined ? {} : { until }),
});

/** An answer that rests on a fact. One that could not be read is no answer. */
export function resting<T>(fact: Fact<T>, answer: (value: T) => Answer): Answer {
  return fact.kind === 'known' ? answer(fact.value) : unreadable(fact.detail);
}

/** The latest of several ends; undefined where one of them never comes by itself. */
export function latest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  return instants.reduce((one, other) =>
    one === undefined || other === undefined ? undefined : one > other ? one : other,
  );
}
