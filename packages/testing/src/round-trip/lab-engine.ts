import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { awsDoor, awsResourceReader, scriptRunner } from '@trueup/aws';
import {
  region,
  type AccountId,
  type Clock,
  type Digest,
  type Door,
  type Execution,
  type ExecutionId,
  type Finding,
  type Ids,
  type JsonObject,
  type LibraryEntry,
  type Plan,
  type Policy,
  type Region,
  type Store,
} from '@trueup/core';
import { createEngine, type Engine } from '@trueup/engine';
import { inject } from 'vitest';
import { testPolicy } from './test-policy.ts';
import { unconnected } from './unconnected.ts';

export const sha256: Digest = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
export const systemClock: Clock = { now: () => new Date().toISOString() };
export const randomIds: Ids = {
  next: (prefix) => `${prefix}-${randomBytes(8).toString('hex')}`,
  uuid: () => randomUUID(),
};

export const REQUESTER = { kind: 'person', name: 'requester' } as const;
export const APPROVER = { kind: 'person', name: 'approver' } as const;

export interface LabEngineOptions {
  readonly endpoint: string;
  readonly store: Store;
  readonly entries: readonly LibraryEntry[];
  readonly accountId: AccountId;
  /** More accounts that may be entered. */
  readonly otherAccounts?: readonly AccountId[];
  readonly regions?: readonly Region[];
  readonly parameters?: Readonly<Record<string, JsonObject>>;
  /** Members of the policy as people write them. */
  readonly policy?: JsonObject;
  /** Absent: this machine's. */
  readonly clock?: Clock;
  /** Stands before the real door, to refuse or count calls. */
  readonly wrapDoor?: (door: Door) => Door;
}

/** Waking an execution early is harmless, and the stand-in has nothing to wait for. */
const SHORT_WAIT_MS = 100;

/** The real engine over the real store and the stand-in, driven by the test instead of a worker. */
export interface LabEngine {
  readonly engine: Engine;
  readonly store: Store;
  /** Scans and gives back the open findings of the account. */
  scan(): Promise<readonly Finding[]>;
  /** Plans a repair, has it approved by a second person when it must be, and runs it to its end. */
  repair(finding: Finding): Promise<{ readonly plan: Plan; readonly execution: Execution }>;
  undo(execution: Execution): Promise<{ readonly plan: Plan; readonly execution: Execution }>;
  start(plan: Plan): Promise<Execution>;
  /** Runs segments until the execution is finished, waiting as long as it asks to. */
  finish(id: ExecutionId): Promise<Execution>;
  close(): Promise<void>;
}

const MEMBER = { role: 'TrueupMember' };

export function labEngine(options: LabEngineOptions): LabEngine {
  const accounts = [options.accountId, ...(options.otherAccounts ?? [])];
  const accountOf = (id: string) => (accounts.some((known) => known === id) ? MEMBER : undefined);
  const real = awsDoor({ endpoint: options.endpoint, accountOf });
  const door = options.wrapDoor?.(real) ?? real;
  const scripts = scriptRunner({ door: real, unsandboxed: true, python: inject('awsLabPython') });
  const { store } = options;
  const policy = labPolicy(options);
  const engine = createEngine({
    store,
    door,
    reader: awsResourceReader({ door, clock: systemClock }),
    scripts,
    catalogue: options.entries,
    policy: () => Promise.resolve(policy),
    accounts: () => Promise.resolve(accounts),
    post: () => Promise.resolve({ kind: 'failed', reason: 'nothing is posted in this test' }),
    clock: options.clock ?? systemClock,
    ids: randomIds,
    ...unconnected(options.accountId),
    digest: sha256,
    log: { info: () => undefined, error: () => undefined },
    timing: { verifyDelaysMs: [20, 50], leaseMs: 10_000 },
  });
  const lab: LabEngine = {
    engine,
    store,
    async scan() {
      const started = await engine.startScan({}, REQUESTER);
      if (started.kind === 'refused') throw new Error(started.detail);
      const scan = await started.done;
      if (scan.gapsTotal > 0) throw new Error(`the scan has gaps: ${JSON.stringify(scan.gaps)}`);
      return openFindings(store, options.accountId);
    },
    async repair(finding) {
      const outcome = await engine.plan(finding.id, REQUESTER);
      if (outcome.kind !== 'planned') throw new Error(`no plan: ${outcome.reason}: ${outcome.detail}`);
      return { plan: outcome.plan, execution: await lab.finish((await lab.start(outcome.plan)).id) };
    },
    async undo(execution) {
      const outcome = await engine.planUndo(execution.id, REQUESTER);
      if (outcome.kind !== 'planned') throw new Error(`no undo plan: ${outcome.reason}: ${outcome.detail}`);
      return { plan: outcome.plan, execution: await lab.finish((await lab.start(outcome.plan)).id) };
    },
    async start(plan) {
      if (plan.status === 'waiting-for-approval') await approve(engine, plan);
      const started = await engine.start({ planId: plan.id, hash: plan.hash }, REQUESTER);
      if (started.kind === 'refused') throw new Error(started.detail);
      return started.execution;
    },
    async finish(id) {
      for (;;) {
        await engine.runSegment(id, `test-${process.pid}`);
        const execution = await store.executions.byId(id);
        if (!execution) throw new Error(`no execution ${id}`);
        if (execution.phase === 'finished') return execution;
        for (const child of await store.executions.children(id)) await lab.finish(child.id);
        const waitMs = execution.wakeAt === undefined ? 0 : Date.parse(execution.wakeAt) - Date.now();
        await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(waitMs, 5), SHORT_WAIT_MS)));
      }
    },
    async close() {
      await scripts.close();
      real.close();
    },
  };
  return lab;
}

async function openFindings(store: Store, accountId: AccountId): Promise<readonly Finding[]> {
  const page = await store.findings.list({
    accounts: [accountId],
    workflows: ['NEW', 'NOTIFIED'],
    recordStates: ['ACTIVE'],
    limit: 1000,
  });
  return page.items;
}

/** By as many people as the plan needs. */
async function approve(engine: Engine, { id: planId, hash, approvalsNeeded }: Plan): Promise<void> {
  for (let count = 0; count < approvalsNeeded; count += 1) {
    const approver = count === 0 ? APPROVER : { ...APPROVER, name: `${APPROVER.name}-${count + 1}` };
    const decided = await engine.decidePlan({ planId, hash, verdict: 'approve' }, approver);
    if (decided.kind === 'refused') throw new Error(decided.detail);
  }
}

function labPolicy({ accountId, otherAccounts = [], regions, parameters, policy, entries }: LabEngineOptions): Policy {
  const members = {
    accounts: [accountId, ...otherAccounts].map((id) => ({ id, name: 'lab', role: 'TrueupMember' })),
    regions: regions ?? [region('us-east-1')],
    parameters: parameters ?? {},
    ...policy,
  };
  return testPolicy(members, entries);
}
