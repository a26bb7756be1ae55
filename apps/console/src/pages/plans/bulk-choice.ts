import type { Plan, Risk } from '@trueup/api-contract';

const RISKS: readonly Risk[] = ['safe', 'low', 'disruptive', 'destructive'];

type Chosen = Pick<Plan, 'id' | 'risk'>;

interface BulkChoice<P extends Chosen> {
  /** Those that are decided about. */
  readonly plans: readonly P[];
  /** Those that this person may not decide about so. */
  readonly left: readonly P[];
  /** Among those that are decided about; undefined where there are none. */
  readonly highestRisk: Risk | undefined;
}

/** What a word on several plans comes to: each once, the riskiest first, without those that the person may not decide. */
export function bulkChoice<P extends Chosen>(chosen: readonly P[], isAllowed: (plan: P) => boolean): BulkChoice<P> {
  const once = [...new Map(chosen.map((plan) => [plan.id, plan])).values()];
  const sorted = once.toSorted((one, other) => RISKS.indexOf(other.risk) - RISKS.indexOf(one.risk));
  const plans = sorted.filter(isAllowed);
  return { plans, left: sorted.filter((plan) => !isAllowed(plan)), highestRisk: plans[0]?.risk };
}
