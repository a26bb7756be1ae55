import {
  Problem,
  type Input,
  type OperationName,
  type Output,
  type PlanOutcome as WirePlanOutcome,
  type Trueup,
} from '@trueup/api-contract';
import {
  decide,
  differences,
  stepExecutions,
  isRemediation,
  type ExecutionId,
  type FindingId,
  type PlanId,
  type ScanId,
} from '@trueup/core';
import { entryOf, PolicyUnreadable, type PlanOutcome } from '@trueup/engine';
import type { ApplicationParts } from './application-parts.ts';
import { auditOperations } from './audit-operations.ts';
import { automationOperations } from './automation-operations.ts';
import { runbookOf } from './automation-view.ts';
import { keyOperations } from './key-operations.ts';
import { libraryOperations } from './library-operations.ts';
import { missing, refusal } from './refusal-problem.ts';
import { runbookOperations } from './runbook-operations.ts';

type Operations = { readonly [K in OperationName]: (input: Input<K>) => Promise<Output<K>> };

/** Every operation of the contract for one person, in this process. Rejects with a Problem and nothing else. */
export function application(parts: ApplicationParts): Trueup {
  const operations: Operations = {
    ...scanOperations(parts),
    ...findingOperations(parts),
    ...planOperations(parts),
    ...executionOperations(parts),
    ...automationOperations(parts),
    ...runbookOperations(parts),
    ...keyOperations(parts),
    ...auditOperations(parts),
    ...libraryOperations(parts),
  };
  return Object.fromEntries(
    Object.entries(operations).map(([name, run]) => [name, withProblems(run as (input: unknown) => Promise<unknown>)]),
  ) as unknown as Trueup;
}

function withProblems(run: (input: unknown) => Promise<unknown>): (input: unknown) => Promise<unknown> {
  return async (input) => {
    try {
      return await run(input);
    } catch (error) {
      if (error instanceof PolicyUnreadable) throw new Problem('invalid', error.message, { cause: error });
      throw error;
    }
  };
}

function planOutcome(outcome: PlanOutcome): WirePlanOutcome {
  if (outcome.kind === 'refused') throw refusal(outcome);
  return outcome;
}

type Scans = Pick<Operations, 'startScan' | 'getScan' | 'listScans'>;

function scanOperations({ engine, store, actor }: ApplicationParts): Scans {
  return {
    async startScan(selection) {
      const started = await engine.startScan(selection, actor);
      if (started.kind === 'refused') throw refusal(started);
      return started.scan;
    },
    async getScan({ id }) {
      const scan = await store.scans.byId(id as ScanId);
      if (!scan) throw missing('scan', id);
      return scan;
    },
    listScans: (query) => store.scans.list(query),
  };
}

type Findings = Pick<
  Operations,
  'listFindings' | 'getFinding' | 'countFindings' | 'resumeAutomation' | 'remediateAutomatic'
>;

function findingOperations(parts: ApplicationParts): Findings {
  const { engine, store, actor, catalogue } = parts;
  return {
    listFindings: (query) => store.findings.list(query),
    async getFinding({ id }) {
      const finding = await store.findings.byId(id as FindingId);
      const entry = finding && entryOf(catalogue, finding.controlId);
      if (!finding || !entry) throw missing('finding', id);
      const [plans, executions, locked, policy] = await Promise.all([
        store.plans.list({ findingId: finding.id, limit: 20 }),
        store.executions.list({ findingId: finding.id, limit: 20 }),
        store.locks.holder(finding.resource.arn),
        parts.policy.read(),
      ]);
      const decision = decide({
        finding,
        control: entry.control,
        policy,
        locked: locked !== undefined,
        undetermined: false,
        requestedByPerson: false,
      });
      return { finding, plans: plans.items, executions: executions.items, decision };
    },
    countFindings: async ({ by, ...query }) => ({ counts: await store.findings.counts(by, query) }),
    async resumeAutomation({ findingId }) {
      const resumed = await engine.resumeAutomation(findingId, actor);
      if (resumed.kind === 'refused') throw refusal(resumed);
      return resumed.finding;
    },
    async remediateAutomatic({ scanId }) {
      const scan = scanId === undefined ? undefined : await store.scans.byId(scanId as ScanId);
      if (scanId !== undefined && !scan) throw missing('scan', scanId);
      return engine.remediateAutomatically(scan ? { accounts: scan.accounts, controls: scan.controls } : {});
    },
  };
}

type Plans = Pick<Operations, 'makePlan' | 'getPlan' | 'listPlans' | 'decidePlan' | 'planUndo'>;

function planOperations({ engine, store, actor }: ApplicationParts): Plans {
  return {
    makePlan: async ({ findingId }) => planOutcome(await engine.plan(findingId, actor)),
    planUndo: async ({ executionId }) => planOutcome(await engine.planUndo(executionId, actor)),
    async getPlan({ id }) {
      const plan = await store.plans.byId(id as PlanId);
      if (!plan) throw missing('plan', id);
      const approvals = await store.plans.approvals(plan.id);
      return { plan, approvals, differences: differences(plan.before.configuration, plan.expected) };
    },
    listPlans: ({ findingId, ...query }) =>
      store.plans.list({ ...query, ...(findingId === undefined ? {} : { findingId: findingId as FindingId }) }),
    async decidePlan({ id, ...verdict }) {
      const decided = await engine.decidePlan({ planId: id as PlanId, ...verdict }, actor);
      if (decided.kind === 'refused') throw refusal(decided);
      return decided.plan;
    },
  };
}

type Executions = Pick<Operations, 'startExecution' | 'getExecution' | 'listExecutions' | 'cancelExecution'>;

function executionOperations({ engine, store, actor }: ApplicationParts): Executions {
  return {
    async startExecution(given) {
      const started = await engine.start(given, actor);
      if (started.kind === 'refused') throw refusal(started);
      return started.execution;
    },
    async getExecution({ id }) {
      const execution = await store.executions.byId(id as ExecutionId);
      if (!execution) throw missing('execution', id);
      const [log, journal, children] = await Promise.all([
        store.executions.log(execution.id),
        store.executions.journal(execution.id),
        store.executions.children(execution.id),
      ]);
      return { execution, steps: stepExecutions(runbookOf(execution), { log }), journal, children };
    },
    listExecutions: ({ findingId, planId, parentId, ...query }) =>
      store.executions.list({
        ...query,
        ...(parentId === undefined ? {} : { parentIds: [parentId] }),
        ...(findingId === undefined ? {} : { findingId: findingId as FindingId }),
        ...(planId === undefined ? {} : { planId: planId as PlanId }),
      }),
    async cancelExecution({ id }) {
      const execution = await store.executions.byId(id as ExecutionId);
      const ofPlan = execution === undefined || isRemediation(execution);
      const cancelled = await (ofPlan ? engine.cancel(id, actor) : engine.automations.stop(id, 'Cancel', actor));
      if (cancelled.kind === 'refused') throw refusal(cancelled);
      return cancelled.execution;
    },
  };
}
