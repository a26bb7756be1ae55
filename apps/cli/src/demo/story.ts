import type { Execution, Finding, Input, Plan, Scan, StoredDecision, Trueup } from '@trueup/api-contract';

/** What the demo tells while it goes on. */
export interface Teller {
  chapter(title: string): void;
  say(line: string): void;
  /** A note stands under the row with its number. */
  table(head: readonly string[], rows: readonly (readonly string[])[], notes?: readonly string[]): void;
}

const LOOK_MS = 200;

export async function scanAll(trueup: Trueup, teller: Teller, selection: Input<'startScan'> = {}): Promise<Scan> {
  const started = await trueup.startScan(selection);
  const scan = await until(
    () => trueup.getScan({ id: started.id }),
    ({ status }) => status !== 'running',
  );
  if (scan.status === 'failed') throw new Error(`the scan failed: ${scan.failure ?? 'no reason given'}`);
  const { counts } = scan;
  teller.say(
    `${counts.resources} resources read in ${scan.listsDone} ${scan.listsDone === 1 ? 'list' : 'lists'}; ${counts.nonCompliant} faults, ` +
      `${counts.compliant} checks passed, ${scan.gapsTotal} could not be read.`,
  );
  return scan;
}

export async function openFindings(trueup: Trueup): Promise<readonly Finding[]> {
  const page = await trueup.listFindings({ recordStates: ['ACTIVE'], workflows: ['NEW', 'NOTIFIED'], limit: 1000 });
  return page.items;
}

/** Waits until the worker has decided about every open finding by this policy, and what it started has ended. */
export async function decidedBy(trueup: Trueup, policyHash: string): Promise<Settled> {
  return until(
    async () => {
      const [open, decisions, executions] = await Promise.all([
        openFindings(trueup),
        trueup.listDecisions({ limit: 1000 }),
        trueup.listExecutions({ limit: 1000 }),
      ]);
      return { open, decisions: decisions.items, executions: executions.items };
    },
    ({ open, decisions, executions }) => {
      const settled = decisions.filter((one) => one.policyHash === policyHash && isSettled(one));
      const ids = new Set(settled.map(({ findingId }) => findingId));
      return open.every(({ id }) => ids.has(id)) && executions.every(({ phase }) => phase === 'finished');
    },
  );
}

/** What waits for another repair to end goes on by itself. */
const isSettled = ({ decision }: StoredDecision): boolean =>
  decision.kind === 'propose' || (decision.kind === 'leave' && decision.reason !== 'limit-reached');

export interface Settled {
  readonly open: readonly Finding[];
  readonly decisions: readonly StoredDecision[];
  readonly executions: readonly Execution[];
}

/** Runs a plan to its end. */
export async function carryOut(trueup: Trueup, plan: Plan): Promise<Execution> {
  const { id } = await trueup.startExecution({ planId: plan.id, hash: plan.hash });
  const ended = await until(
    () => trueup.getExecution({ id }),
    ({ execution }) => execution.phase === 'finished',
  );
  return ended.execution;
}

/** Looks again and again until it is done. */
export async function until<T>(look: () => Promise<T>, done: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (done(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** A finding of the control, and the plan of its repair. */
export async function planOf(trueup: Trueup, found: readonly Finding[], controlId: string): Promise<Planned> {
  const finding = found.find((other) => other.controlId === controlId);
  if (!finding) throw new Error(`the demo has no finding of ${controlId}`);
  const outcome = await trueup.makePlan({ findingId: finding.id });
  if (outcome.kind === 'left')
    throw new Error(`no plan for ${finding.resource.arn}: ${outcome.reason}: ${outcome.detail}`);
  return { finding, plan: outcome.plan };
}

interface Planned {
  readonly finding: Finding;
  readonly plan: Plan;
}
