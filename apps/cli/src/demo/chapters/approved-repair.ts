import type { Finding } from '@trueup/api-contract';
import type { DemoStage } from '../demo-stage.ts';
import { refusalOf } from '../refusal-of.ts';
import { carryOut, planOf } from '../story.ts';

const APPROVED = 'RDS.3';

/** A repair that replaces a database: two people must say yes to exactly this plan. */
export async function approvedRepair({ ann, ben, cleo, teller }: DemoStage, found: readonly Finding[]): Promise<void> {
  const { finding, plan } = await planOf(ann, found, APPROVED);
  const { id, hash } = plan;
  teller.say(
    `${finding.resource.id}: risk ${plan.risk}, ${plan.calls.length} calls, ${plan.approvalsNeeded} people must say yes.`,
  );
  await ben.decidePlan({ id, hash, verdict: 'approve' });
  teller.say(`Ben says yes to exactly this plan, hash ${hash.slice(0, 16)}.`);
  teller.say(`Ann starts it: ${await refusalOf(ann.startExecution({ planId: id, hash }))}`);
  teller.say(`Ben says it again: ${await refusalOf(ben.decidePlan({ id, hash, verdict: 'approve' }))}`);
  await cleo.decidePlan({ id, hash, verdict: 'approve' });
  const execution = await carryOut(ann, plan);
  if (execution.outcome !== 'verified')
    throw new Error(`the database was not repaired: ${execution.failureMessage ?? execution.outcome}`);
  teller.say(`Cleo says yes too. Now Ann may start it, and the database is ${execution.outcome}.`);
}
