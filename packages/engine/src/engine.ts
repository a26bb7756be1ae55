import {
  accountId,
  region,
  type Actor,
  type Execution,
  type ExecutionId,
  type Finding,
  type FindingId,
  type FindingQuery,
  type LibraryEntry,
  type Plan,
  type Policy,
  type Scan,
  type Worker,
} from '@trueup/core';
import { decideDue } from './decide/decide-due.ts';
import { startApproved } from './decide/start-approved.ts';
import { stopOverruns } from './decide/stop-overruns.ts';
import { expirePlans } from './approve/expire-plans.ts';
import { watchExceptions } from './oversight/watch-exceptions.ts';
import { decidePlan, type Verdict } from './approve/decide-plan.ts';
import { cancelExecution } from './execute/cancel-execution.ts';
import { batchedParts } from './batched-parts.ts';
import type { Automations } from './automation/automations.ts';
import { planAutomation } from './automation/plan-automation.ts';
import { signalAutomation, stopAutomation } from './automation/signal-automation.ts';
import { startAutomation } from './automation/start-automation.ts';
import { runSegment } from './execute/run-segment.ts';
import { forgetRegularly } from './forget-history.ts';
import { deliverDue } from './event/deliver-due.ts';
import { runReplays } from './event/run-replays.ts';
import { takeTurns } from './event/take-turns.ts';
import { findingOperations, type FindingOperations } from './operations.ts';
import { startSources } from './source/start-sources.ts';
import { startExecution, type Started } from './execute/start-execution.ts';
import { entryOf } from './library.ts';
import { resumeAutomation } from './plan/resume-automation.ts';
import { makePlan } from './plan/make-plan.ts';
import { makeUndoPlan } from './plan/make-undo-plan.ts';
import type { PlanOutcome } from './plan/plan-outcome.ts';
import { remediateAutomatically, type AutomaticCounts } from './plan/remediate-automatically.ts';
import type { EngineParts, OutsideParts } from './parts.ts';
import { refused, type Refused } from './refusal.ts';
import { newScan, runScan } from './scan/run-scan.ts';

/** What a scan is to look at; every member left out means all that the policy names. */
export interface ScanSelection {
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly controls?: readonly string[];
}

export type ScanStarted = { readonly kind: 'started'; readonly scan: Scan; readonly done: Promise<Scan> } | Refused;

interface WorkerOptions {
  readonly concurrency: number;
  readonly owner: string;
  /**
   * Whether it also reads the queues and Security Hubs that the policy names, and does by itself what the policy lets
   * it: what stands for good does so, what a person's command starts for a while does not. Absent: no.
   */
  readonly standing?: boolean;
}

/** The conveyor: sources, findings, decisions, executions, verification, records. */
export interface Engine {
  startScan(selection: ScanSelection, actor: Actor): Promise<ScanStarted>;
  plan(findingId: string, actor: Actor): Promise<PlanOutcome>;
  planUndo(executionId: string, actor: Actor): Promise<PlanOutcome>;
  decidePlan(verdict: Verdict, actor: Actor): Promise<{ readonly kind: 'decided'; readonly plan: Plan } | Refused>;
  start(given: { readonly planId: string; readonly hash: string }, actor: Actor): Promise<Started>;
  cancel(
    executionId: string,
    actor: Actor,
  ): Promise<{ readonly kind: 'cancelling'; readonly execution: Execution } | Refused>;
  resumeAutomation(
    findingId: string,
    actor: Actor,
  ): Promise<{ readonly kind: 'resumed'; readonly finding: Finding } | Refused>;
  /** Plans what the policy names among the open findings, and starts what it lets run by itself. */
  remediateAutomatically(query: FindingQuery): Promise<AutomaticCounts>;
  readonly automations: Automations;
  /** Findings, what is defined about them, and events. */
  readonly operations: FindingOperations;
  /** Carries one execution from a wake-up to its next wait, if it is free; what a worker does again and again. */
  runSegment(id: ExecutionId, owner: string): Promise<void>;
  /** Ends running scans as failed and waits for that. Executions are ended by stopping their worker. */
  close(): Promise<void>;
  startWorker(options: WorkerOptions): Promise<Worker>;
}

export function createEngine(given: OutsideParts): Engine {
  const parts = batchedParts(given);
  const findingOf = (id: string): Promise<Finding | undefined> => parts.store.findings.byId(id as FindingId);
  const scans: RunningScans = { stopping: false, running: new Set() };
  return {
    startScan: (selection, actor) => startScan(parts, scans, selection, actor),
    async plan(findingId, actor) {
      const finding = await findingOf(findingId);
      return finding ? makePlan(parts, finding, actor) : refused('unknown-finding', `no finding ${findingId}`);
    },
    async planUndo(executionId, actor) {
      const execution = await parts.store.executions.byId(executionId as ExecutionId);
      const finding = execution?.findingId && (await findingOf(execution.findingId));
      if (!execution) return refused('unknown-execution', `no execution ${executionId}`);
      if (!finding) return refused('nothing-to-undo', `execution ${executionId} repaired no finding`);
      return makeUndoPlan(parts, execution, finding, actor);
    },
    decidePlan: (verdict, actor) => decidePlan(parts, verdict, actor),
    start: ({ planId, hash }, actor) => startExecution(parts, { planId: planId as Plan['id'], hash }, actor),
    cancel: (executionId, actor) => cancelExecution(parts, executionId as ExecutionId, actor),
    resumeAutomation: (findingId, actor) => resumeAutomation(parts, findingId as FindingId, actor),
    remediateAutomatically: (query) => remediateAutomatically(parts, query),
    async close() {
      scans.stopping = true;
      await Promise.allSettled(scans.running);
    },
    operations: findingOperations(parts),
    automations: {
      start: (request, actor) => startAutomation(parts, request, actor),
      plan: (request) => planAutomation(parts, request),
      stop: (id, type, actor) => stopAutomation(parts, id as ExecutionId, type, actor),
      signal: (id, signal, actor) => signalAutomation(parts, id as ExecutionId, signal, actor),
    },
    async runSegment(id, owner) {
      const claimed = await parts.store.executions.claim(id, owner, parts.timing.leaseMs);
      if (claimed) await runSegment(parts, claimed);
    },
    async startWorker({ concurrency, owner, standing = false }) {
      const worker = await parts.store.startWorker({
        concurrency,
        owner,
        leaseMs: parts.timing.leaseMs,
        segment: (claimed) => runSegment(parts, claimed),
      });
      const forgetting = forgetRegularly(parts);
      const loops = [
        deliverDue(parts),
        takeTurns(parts),
        runReplays(parts),
        watchExceptions(parts),
        expirePlans(parts),
        ...(standing ? [startSources(parts), decideDue(parts), startApproved(parts), stopOverruns(parts)] : []),
      ];
      return {
        async stop() {
          forgetting.stop();
          await Promise.all([worker.stop(), ...loops.map((loop) => loop.stop())]);
        },
      };
    },
  };
}

interface RunningScans {
  stopping: boolean;
  readonly running: Set<Promise<Scan>>;
}

async function startScan(
  parts: EngineParts,
  scans: RunningScans,
  selection: ScanSelection,
  actor: Actor,
): Promise<ScanStarted> {
  const policy = await parts.policy();
  const chosen = chosenOf(parts.catalogue, policy, selection);
  if (chosen.kind === 'refused') return chosen;
  const scan = newScan(parts, chosen);
  await parts.store.transaction(async (stores) => {
    await stores.scans.save(scan);
    await stores.records.append([
      {
        at: scan.startedAt,
        actor,
        action: 'scan.started',
        subject: { kind: 'scan', id: scan.id },
        detail: { accounts: scan.accounts, regions: scan.regions, controls: scan.controls, policyHash: policy.hash },
      },
    ]);
  });
  const done = finishScan(parts, policy, scan, chosen.entries, () => scans.stopping);
  scans.running.add(done);
  // The caller may not wait: a failure is stored with the scan, and this keeps it from ending the process as well.
  const forget = (): boolean => scans.running.delete(done);
  done.then(forget, forget);
  return { kind: 'started', scan, done };
}

async function finishScan(
  parts: EngineParts,
  policy: Policy,
  begun: Scan,
  entries: readonly LibraryEntry[],
  stopping: () => boolean,
): Promise<Scan> {
  try {
    const scan = await runScan(parts, policy, begun, entries, stopping);
    await keepScan(parts, scan);
    return scan;
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    parts.log.error({ scanId: begun.id, error }, 'the scan failed');
    await keepScan(parts, { ...begun, status: 'failed', finishedAt: parts.clock.now(), failure });
    throw error;
  }
}

async function keepScan(parts: EngineParts, scan: Scan): Promise<void> {
  await parts.store.transaction(async (stores) => {
    await stores.scans.save(scan);
    await stores.records.append([
      {
        at: scan.finishedAt ?? scan.startedAt,
        actor: { kind: 'system', name: 'scan' },
        action: 'scan.finished',
        subject: { kind: 'scan', id: scan.id },
        detail: { status: scan.status, counts: { ...scan.counts }, gaps: scan.gapsTotal, failure: scan.failure },
      },
    ]);
  });
}

type Chosen =
  | {
      readonly kind: 'chosen';
      readonly accounts: Scan['accounts'];
      readonly regions: Scan['regions'];
      readonly entries: readonly LibraryEntry[];
    }
  | Refused;

function chosenOf(catalogue: readonly LibraryEntry[], policy: Policy, selection: ScanSelection): Chosen {
  const accounts = policy.accounts.map(({ id }) => id);
  const unknownAccount = selection.accounts?.find((id) => !accounts.some((known) => known === id));
  if (unknownAccount !== undefined) {
    return refused(
      'unknown-account',
      `account '${unknownAccount}' is not in the policy: expected one of ${accounts.join(', ')}`,
    );
  }
  const unknownRegion = selection.regions?.find((name) => !policy.regions.some((known) => known === name));
  if (unknownRegion !== undefined) {
    return refused(
      'unknown-region',
      `region '${unknownRegion}' is not in the policy: expected one of ${policy.regions.join(', ')}`,
    );
  }
  const unknownControl = selection.controls?.find((id) => !entryOf(catalogue, id));
  if (unknownControl !== undefined) {
    const known = catalogue.map(({ control }) => control.id);
    return refused(
      'unknown-control',
      `control '${unknownControl}' is not in the library: expected one of ${known.join(', ')}`,
    );
  }
  const wanted = selection.controls?.map((id) => entryOf(catalogue, id)?.control.id);
  return {
    kind: 'chosen',
    accounts: selection.accounts?.map(accountId) ?? accounts,
    regions: selection.regions?.map(region) ?? policy.regions,
    entries: catalogue.filter(({ control }) => wanted?.includes(control.id) ?? true),
  };
}
