import type { PlanStatus } from '@trueup/api-contract';

/** The parts that the list of plans is looked at in, what waits for a person first. */
export const PLAN_PARTS = ['waiting', 'startable', 'started', 'ended', 'all'] as const;
export type PlanPart = (typeof PLAN_PARTS)[number];

const STATUSES: Readonly<Record<PlanPart, readonly PlanStatus[] | undefined>> = {
  waiting: ['waiting-for-approval'],
  startable: ['ready', 'approved'],
  started: ['started'],
  ended: ['rejected', 'expired', 'stale'],
  all: undefined,
};

export interface ShownPlans {
  readonly part: PlanPart;
  /** Undefined: plans of any status. */
  readonly statuses: readonly PlanStatus[] | undefined;
}

/** What the `status` of the URL asks for: a part, or one status, which belongs to a part. */
export function shownPlans(status: string | undefined): ShownPlans {
  const named = PLAN_PARTS.find((part) => part === status);
  if (named !== undefined) return { part: named, statuses: STATUSES[named] };
  for (const part of PLAN_PARTS) {
    const one = STATUSES[part]?.find((value) => value === status);
    if (one !== undefined) return { part, statuses: [one] };
  }
  return { part: 'waiting', statuses: STATUSES.waiting };
}
