import type { PlanId } from '@trueup/core';

/** What decisions about one plan, and its lapse, take turns on. See RunStore.holdKeys. */
export const planKey = (id: PlanId): string => `plan/${id}`;
