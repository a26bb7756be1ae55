import type { Plan, Trueup } from '@trueup/api-contract';
import type { Cloud } from './cloud.ts';
import type { Planted } from './organization.ts';
import type { Teller } from './story.ts';

export interface DemoStage {
  /** Ann works the findings and the policy; Ben and Cleo approve what she asked for. */
  readonly ann: Trueup;
  readonly ben: Trueup;
  readonly cleo: Trueup;
  readonly planted: readonly Planted[];
  readonly teller: Teller;
  readonly cloudOf: (accountId: string, region: string) => Cloud;
  /** The file that the policy is applied from. */
  readonly policyPath: string;
  readonly showPlan: (plan: Plan) => Promise<void>;
}
