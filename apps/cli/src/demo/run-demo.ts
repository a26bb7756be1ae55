import type { Finding, Plan, Trueup } from '@trueup/api-contract';
import type { Planted } from './organization.ts';
import { carryOut, executionsAtRest, openFindings, scanAll, type Teller } from './story.ts';

/** What a control's faults came to, counted from what AWS says at the end. */
interface DemoLine {
  readonly controlId: string;
  readonly planted: number;
  readonly found: number;
  readonly verified: number;
  readonly undone: number;
  /** Not there at the start: what a repair made or kept, such as the bucket of a new trail. */
  readonly appeared: number;
  /** All that are faulty now, those included that a repair left beside what it made. */
  readonly stillOpen: number;
}

export interface DemoSummary {
  readonly resources: number;
  readonly lines: readonly DemoLine[];
  readonly waitingForApproval: number;
  readonly auditRecords: number;
  readonly seconds: number;
}

export interface DemoStage {
  /** Ann works the findings; Ben approves what she asked for. */
  readonly ann: Trueup;
  readonly ben: Trueup;
  readonly planted: readonly Planted[];
  readonly resources: number;
  readonly teller: Teller;
  readonly showPlan: (plan: Plan) => Promise<void>;
}

const SHOWN = 'EC2.13';
const APPROVED = 'RDS.3';

/** The whole loop, told step by step: find, plan, fix, verify, approve, undo, prove. */
export async function runDemo(stage: DemoStage): Promise<DemoSummary> {
  const begun = Date.now();
  const { ann, ben, teller } = stage;

  teller.chapter('Find');
  await scanAll(ann, teller);
  const found = await openFindings(ann);
  showFindings(teller, found);

  teller.chapter('Plan: what one repair would change, and nothing is changed yet');
  await stage.showPlan(await planOf(ann, found, SHOWN));

  teller.chapter("Fix what the owner's policy lets run by itself");
  const { started, proposed, left } = await ann.remediateAutomatic({});
  teller.say(`${started} repairs started, ${proposed} plans wait for a person.`);
  const reasons = Object.entries(left).map(([reason, count]) => `${count} ${reason}`);
  if (reasons.length > 0) teller.say(`Not yet: ${reasons.join(', ')}.`);
  const ended = await executionsAtRest(ann, teller);
  const outcomes = Map.groupBy(ended, ({ outcome }) => outcome ?? 'none');
  teller.say([...outcomes].map(([outcome, executions]) => `${executions.length} ${outcome}`).join(', ') + '.');

  teller.chapter('Approve: an unencrypted database needs a second person');
  await approveAndRun(stage, found);

  teller.chapter('Undo one repair');
  const undone = await undoOne(stage, found);

  teller.chapter('Prove');
  const chain = await ben.verifyRecords({});
  if (chain.kind === 'broken') throw new Error(`the audit log is broken at record ${chain.seq}: ${chain.problem}`);
  teller.say(`The audit log is intact: ${chain.records} records, head ${chain.head.slice(0, 16)}.`);

  teller.chapter('What AWS says now');
  await scanAll(ann, teller);
  const lines = summaryLines(stage.planted, found, await openFindings(ann), undone);
  const waiting = await ann.listPlans({ statuses: ['waiting-for-approval'], limit: 1000 });
  return {
    resources: stage.resources,
    lines,
    waitingForApproval: waiting.items.length,
    auditRecords: chain.records,
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

async function planOf(trueup: Trueup, found: readonly Finding[], controlId: string): Promise<Plan> {
  const finding = found.find((other) => other.controlId === controlId);
  if (!finding) throw new Error(`the demo has no finding of ${controlId}`);
  const outcome = await trueup.makePlan({ findingId: finding.id });
  if (outcome.kind === 'left')
    throw new Error(`no plan for ${finding.resource.arn}: ${outcome.reason}: ${outcome.detail}`);
  return outcome.plan;
}

async function approveAndRun({ ann, ben, teller, showPlan }: DemoStage, found: readonly Finding[]): Promise<void> {
  const plan = await planOf(ann, found, APPROVED);
  await showPlan(plan);
  teller.say(`Ann may not start it: the plan is ${plan.status}.`);
  await ben.decidePlan({ id: plan.id, hash: plan.hash, verdict: 'approve' });
  teller.say(`Ben approved exactly this plan, hash ${plan.hash.slice(0, 16)}.`);
  const execution = await carryOut(ann, plan);
  if (execution.outcome !== 'verified')
    throw new Error(`the database was not repaired: ${execution.failureMessage ?? execution.outcome}`);
  teller.say(`The execution ended ${execution.status}, and the database is verified.`);
}

async function undoOne({ ann, teller }: DemoStage, found: readonly Finding[]): Promise<Finding> {
  const finding = found.find(({ controlId }) => controlId === SHOWN);
  const repairs = finding && (await ann.listExecutions({ findingId: finding.id, outcomes: ['verified'] }));
  const repair = repairs?.items.find(({ kind }) => kind === 'repair');
  if (!finding || !repair) throw new Error(`the demo has no verified repair of ${SHOWN}`);
  const outcome = await ann.planUndo({ executionId: repair.id });
  if (outcome.kind === 'left') throw new Error(`no undo: ${outcome.reason}: ${outcome.detail}`);
  const execution = await carryOut(ann, outcome.plan);
  teller.say(`${finding.resource.id} reads as it did before (${execution.outcome ?? 'not judged'}).`);
  teller.say('Automation leaves it alone until a person resumes it.');
  return finding;
}

function summaryLines(
  planted: readonly Planted[],
  found: readonly Finding[],
  open: readonly Finding[],
  undone: Finding,
): DemoLine[] {
  const stillOpen = new Set(open.map(({ id }) => id));
  const known = new Set(found.map(({ id }) => id));
  const controls = [...new Set([...planted, ...found].map(({ controlId }) => controlId))].sort();
  return controls.map((controlId) => {
    const of = (list: readonly { readonly controlId: string }[]): number =>
      list.filter((item) => item.controlId === controlId).length;
    const undoneHere = undone.controlId === controlId ? 1 : 0;
    const foundHere = found.filter((finding) => finding.controlId === controlId);
    return {
      controlId,
      planted: of(planted),
      found: foundHere.length,
      verified: foundHere.filter(({ id }) => !stillOpen.has(id)).length + undoneHere,
      undone: undoneHere,
      appeared: open.filter((finding) => finding.controlId === controlId && !known.has(finding.id)).length,
      stillOpen: of(open),
    };
  });
}
