import type { Finding } from '@trueup/api-contract';
import { approvedRepair } from './chapters/approved-repair.ts';
import { automaticRepairs } from './chapters/automatic-repairs.ts';
import { breakGlass } from './chapters/break-glass.ts';
import { flappingFault } from './chapters/flapping-fault.ts';
import { manualRepair } from './chapters/manual-repair.ts';
import { proof } from './chapters/proof.ts';
import { undoneRepair } from './chapters/undone-repair.ts';
import type { DemoStage } from './demo-stage.ts';
import { meetGuards } from './guards/meet-guards.ts';
import type { MetGuard } from './met-guard.ts';
import type { Planted } from './organization.ts';
import { openFindings, scanAll, type Teller } from './story.ts';
import { summaryLines, type DemoLine } from './summary-lines.ts';

export interface DemoSummary {
  readonly resources: number;
  readonly lines: readonly DemoLine[];
  /** Each that kept a repair from starting by itself. */
  readonly guards: readonly MetGuard[];
  readonly waitingForApproval: number;
  readonly auditRecords: number;
  readonly seconds: number;
}

/** The whole loop, told step by step: find, repair in each mode, undo, be held back, prove. */
export async function runDemo(stage: DemoStage): Promise<DemoSummary> {
  const begun = Date.now();
  const { ann, teller } = stage;

  teller.chapter('Find: no policy line yet, so nothing is repaired');
  await scanAll(ann, teller);
  const found = await openFindings(ann);
  showFindings(teller, found);

  teller.chapter('Manual: the plan of one repair, started by a person');
  const shown = await manualRepair(stage, found);
  teller.chapter("Automatic: what the owner's policy lets run by itself");
  await automaticRepairs(stage);
  teller.chapter('Approval: an unencrypted database is replaced');
  await approvedRepair(stage, found);
  teller.chapter('Undo one repair');
  const pause = await undoneRepair(stage, shown);
  teller.chapter('Guards: what keeps an automatic repair from starting');
  const { planted: rehearsed, met } = await meetGuards(stage);
  const planted = [...stage.planted, ...rehearsed];
  const alsoFound = findingsOf(rehearsed, await everyFinding(stage));
  teller.chapter('Flap: a fault that keeps coming back');
  const flap = await flappingFault(stage);
  teller.chapter('Break-glass: a repair in spite of a freeze');
  await breakGlass(stage);
  teller.chapter('Prove');
  const auditRecords = await proof(stage);

  teller.chapter('What AWS says now');
  const { counts } = await scanAll(ann, teller);
  const faulty = (await everyFinding(stage)).filter(({ workflow }) => workflow !== 'RESOLVED');
  const lines = summaryLines({ planted, found: [...found, ...alsoFound], faulty, undone: shown });
  const waiting = await ann.listPlans({ statuses: ['waiting-for-approval'], limit: 1000 });
  return {
    resources: counts.resources,
    lines,
    guards: [pause, ...met, flap],
    waitingForApproval: waiting.items.length,
    auditRecords,
    seconds: Math.round((Date.now() - begun) / 1000),
  };
}

function showFindings(teller: Teller, found: readonly Finding[]): void {
  const bySeverity = Map.groupBy(found, ({ severity }) => severity);
  teller.table(
    ['severity', 'findings', 'controls'],
    [...bySeverity].map(([severity, findings]) => [
      severity,
      String(findings.length),
      [...new Set(findings.map(({ controlId }) => controlId))].sort().join(', '),
    ]),
  );
}

/** A suppressed one is a fault all the same. */
async function everyFinding({ ann }: DemoStage): Promise<readonly Finding[]> {
  return (await ann.listFindings({ recordStates: ['ACTIVE'], limit: 1000 })).items;
}

function findingsOf(planted: readonly Planted[], findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ controlId, resource }) =>
    planted.some((one) => one.controlId === controlId && one.resource === resource.id),
  );
}
