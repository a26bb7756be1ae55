import type { Decision, Explained, Finding, LeaveReason, Plan, UnreadPart } from '@trueup/core';
import type { Decided } from '../decide/question.ts';
import type { Refused } from '../refusal.ts';

/** Why no plan was made, beside the reasons of a decision. Closed list. */
type NoPlanReason = 'already-compliant' | 'not-applicable' | 'resource-gone' | 'unread' | 'input-refused';

export type PlanOutcome =
  | {
      readonly kind: 'planned';
      readonly plan: Plan;
      readonly decision: Exclude<Decision, { kind: 'leave' }>;
      /** What every guard said. */
      readonly explained: Explained;
    }
  | Left
  | Refused;

export interface Left {
  readonly kind: 'left';
  readonly reason: LeaveReason | NoPlanReason;
  readonly detail: string;
  /** Where the policy decided so, and with what was read of the resource. */
  readonly decided?: Pick<Decided, 'explained' | 'target' | 'snapshot'>;
}

export const left = (reason: Left['reason'], detail: string): Left => ({ kind: 'left', reason, detail });

export function unreadOf({ resource }: Finding, { reason, detail }: Pick<UnreadPart, 'reason' | 'detail'>): Left {
  return left('unread', `${resource.arn}: ${reason}: ${detail}`);
}
