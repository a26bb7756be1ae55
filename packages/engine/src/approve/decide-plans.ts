import type { Actor, PlanStatus } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused, type RefusalReason } from '../refusal.ts';
import { decidePlan, type Verdict } from './decide-plan.ts';

export interface BulkVerdict {
  readonly plans: readonly Pick<Verdict, 'planId' | 'hash'>[];
  /** The number that the person has typed: it must be that of `plans`. */
  readonly count: number;
  readonly verdict: 'approve' | 'reject';
  readonly reason?: string;
}

/** What became of one of them. */
export type BulkItem = { readonly planId: string } & (
  | { readonly kind: 'decided'; readonly status: PlanStatus; readonly given: number; readonly needed: number }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: string }
);

/** The same word on each of the plans that are listed. Each is decided by itself; what is refused keeps no other back. */
export async function decidePlans(
  parts: EngineParts,
  { plans, count, ...word }: BulkVerdict,
  actor: Actor,
): Promise<{ readonly kind: 'decided'; readonly items: readonly BulkItem[] } | Refused> {
  if (count !== plans.length) {
    return refused(
      'count-differs',
      `the count given is ${count}, but ${plans.length} plans are listed: nothing was decided`,
    );
  }
  if (new Set(plans.map(({ planId }) => planId)).size !== plans.length) {
    return refused('count-differs', 'a plan is listed twice: nothing was decided');
  }
  const items: BulkItem[] = [];
  for (const { planId, hash } of plans) {
    const decided = await decidePlan(parts, { planId, hash, ...word }, actor);
    items.push(
      decided.kind === 'refused'
        ? { planId, kind: 'refused', reason: decided.reason, detail: decided.detail }
        : {
            planId,
            kind: 'decided',
            status: decided.plan.status,
            given: decided.given,
            needed: decided.plan.approvalsNeeded,
          },
    );
  }
  return { kind: 'decided', items };
}
