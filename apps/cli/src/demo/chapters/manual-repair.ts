import type { Finding } from '@trueup/api-contract';
import type { DemoStage } from '../demo-stage.ts';
import { carryOut, planOf } from '../story.ts';

const SHOWN = 'EC2.13';

/** One fault that a person has repaired. Gives the finding. */
export async function manualRepair({ ann, teller, showPlan }: DemoStage, found: readonly Finding[]): Promise<Finding> {
  const { finding, plan } = await planOf(ann, found, SHOWN);
  await showPlan(plan);
  teller.say('Nothing is changed yet. In manual mode a person starts it: Ann does, and names the hash.');
  const { outcome } = await carryOut(ann, plan);
  teller.say(`The execution ended; ${finding.resource.id} is ${outcome ?? 'not judged'}.`);
  return finding;
}
