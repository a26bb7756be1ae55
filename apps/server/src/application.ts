import { Problem, type Operations, type Trueup } from '@trueup/api-contract';
import {
  isRemediation,
  stepExecutions,
  type ExecutionId,
  type FindingId,
  type PlanId,
  type ScanId,
} from '@trueup/core';
import { PolicyUnreadable } from '@trueup/engine';
import { InvalidPageRequest } from '@trueup/store';
import { accountOperations } from './account-operations.ts';
import type { ApplicationParts } from './application-parts.ts';
import { auditOperations, auditStreams } from './audit-operations.ts';
import { automationOperations } from './automation-operations.ts';
import { automationRuleOperations } from './automation-rule-operations.ts';
import { calendarOperations } from './calendar-operations.ts';
import { runbookOf } from './automation-view.ts';
import { decisionOperations } from './decision-operations.ts';
import { definitionOperations } from './definition-operations.ts';
import { eventArchiveOperations } from './event-archive-operations.ts';
import { eventRuleOperations } from './event-rule-operations.ts';
import { exceptionOperations } from './exception-operations.ts';
import { findingOperations } from './finding-operations.ts';
import { findingTransfer } from './finding-transfer.ts';
import { incidentOperations } from './incident-operations.ts';
import { metricsText } from './metrics/metrics-text.ts';
import { keyOperations } from './key-operations.ts';
import { killSwitchOperations } from './kill-switch-operations.ts';
import { libraryOperations } from './library-operations.ts';
import { overviewOperations } from './overview-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { planOperations } from './plan-operations.ts';
import { missing, refusal } from './refusal-problem.ts';
import { remediationOperations } from './remediation-operations.ts';
import { runbookOperations } from './runbook-operations.ts';
import { slackOperations } from './slack-operations.ts';
import { startedWithin } from './started-within.ts';
import { standardOperations } from './standard-operations.ts';
import { userOperations } from './user-operations.ts';

/** Every operation of the contract for one person, in this process. Rejects with a Problem and nothing else. */
export function application(parts: ApplicationParts): Trueup {
  const { importFindings, importFindingsFromS3, ...streams } = findingTransfer(parts);
  const operations: Operations = {
    importFindings,
    importFindingsFromS3,
    ...scanOperations(parts),
    ...findingOperations(parts),
    ...incidentOperations(parts),
    ...automationRuleOperations(parts),
    ...definitionOperations(parts),
    ...eventRuleOperations(parts),
    ...eventArchiveOperations(parts),
    ...standardOperations(parts),
    ...planOperations(parts),
    ...exceptionOperations(parts),
    ...killSwitchOperations(parts),
    ...decisionOperations(parts),
    ...remediationOperations(parts),
    ...policyOperations(parts),
    ...calendarOperations(parts),
    ...executionOperations(parts),
    ...automationOperations(parts),
    ...runbookOperations(parts),
    ...keyOperations(parts),
    ...auditOperations(parts),
    ...libraryOperations(parts),
    ...overviewOperations(parts),
    ...accountOperations(parts),
    ...userOperations(parts),
    ...slackOperations(parts),
  };
  const guarded = Object.entries(operations).map(([name, run]) => [name, withProblems(run as AnyOperation)]);
  return {
    ...(Object.fromEntries(guarded) as unknown as Operations),
    importFindingStream: withProblems(streams.importFindingStream),
    exportFindings: withProblems(streams.exportFindings),
    exportRecords: withProblems(auditStreams(parts).exportRecords),
    readMetrics: async () => metricsText(parts.metrics),
  };
}

type AnyOperation = (...given: unknown[]) => Promise<unknown>;

function withProblems<Given extends readonly unknown[], Result>(
  run: (...given: Given) => Promise<Result>,
): (...given: Given) => Promise<Result> {
  return async (...given) => {
    try {
      return await run(...given);
    } catch (error) {
      if (error instanceof PolicyUnreadable) throw new Problem('invalid', error.message, { cause: error });
      if (error instanceof InvalidPageRequest) throw new Problem('invalid', error.message, { cause: error });
      throw error;
    }
  };
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
    listExecutions: async ({ findingId, planId, parentId, from, to, finishedFrom, ...query }) =>
      store.executions.list({
        ...query,
        ...startedWithin({ from, to }),
        ...(finishedFrom === undefined ? {} : { finishedFrom: new Date(finishedFrom).toISOString() }),
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
