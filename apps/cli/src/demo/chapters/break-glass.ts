import type { DemoStage } from '../demo-stage.ts';
import { bucketOf } from '../guards/rehearsal-policy.ts';
import { refusalOf } from '../refusal-of.ts';
import { carryOut, openFindings } from '../story.ts';

/** Someone takes it on himself to repair what a guard forbids. */
export async function breakGlass({ ann, ben, teller }: DemoStage): Promise<void> {
  const finding = (await openFindings(ann)).find(({ resource }) => resource.id === bucketOf('freeze'));
  if (!finding) throw new Error('the demo has no frozen bucket');
  const outcome = await ann.makePlan({ findingId: finding.id });
  if (outcome.kind === 'left') throw new Error(`no plan: ${outcome.reason}: ${outcome.detail}`);
  const { plan, explained } = outcome;
  const stop = explained.guards.find(({ verdict }) => verdict === 'asks');
  teller.say(
    `Ann asks for a repair of ${finding.resource.id}. Guard ${stop?.guard ?? 'none'}: ${stop?.detail ?? ''}. The plan waits.`,
  );
  const own = ann.decidePlan({ id: plan.id, hash: plan.hash, verdict: 'approve' });
  teller.say(`Ann says yes to her own plan: ${await refusalOf(own)}`);
  const reason = 'Objects are being overwritten right now.';
  await ben.decidePlan({ id: plan.id, hash: plan.hash, verdict: 'break-glass', reason });
  teller.say(`Ben breaks the glass: "${reason}"`);
  const execution = await carryOut(ann, plan);
  const records = await ann.listRecords({ actions: ['plan.broke-glass'], limit: 1 });
  teller.say(
    `Repaired and ${execution.outcome ?? 'not judged'}. Record ${records.items[0]?.seq ?? '?'} says so, and is sent out as an event.`,
  );
}
