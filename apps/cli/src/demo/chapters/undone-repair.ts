import type { Finding } from '@trueup/api-contract';
import type { DemoStage } from '../demo-stage.ts';
import { metGuard, type MetGuard } from '../met-guard.ts';
import { carryOut } from '../story.ts';

/** Takes one repair back; automation leaves the resource alone from then on. */
export async function undoneRepair({ ann, teller }: DemoStage, finding: Finding): Promise<MetGuard> {
  const repairs = await ann.listExecutions({ findingId: finding.id, kinds: ['repair'], outcomes: ['verified'] });
  const [repair] = repairs.items;
  if (!repair) throw new Error(`the demo has no verified repair of ${finding.resource.id}`);
  const outcome = await ann.planUndo({ executionId: repair.id });
  if (outcome.kind === 'left') throw new Error(`no undo: ${outcome.reason}: ${outcome.detail}`);
  const execution = await carryOut(ann, outcome.plan);
  teller.say(
    `Ann's repair is taken back: ${finding.resource.id} reads as before (${execution.outcome ?? 'not judged'}).`,
  );
  const pause = await metGuard(ann, 'pause', finding);
  teller.say(`Guard pause: its line says ${pause.mode}, and it is left until a person resumes it: ${pause.because}`);
  return pause;
}
