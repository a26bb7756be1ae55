import type { z } from 'zod';
import { automationOperations } from './operations/automation-operations.ts';
import { automationRuleOperations } from './operations/automation-rule-operations.ts';
import { decisionOperations } from './operations/decision-operations.ts';
import { definitionOperations } from './operations/definition-operations.ts';
import { documentOperations } from './operations/document-operations.ts';
import { eventArchiveOperations } from './operations/event-archive-operations.ts';
import { eventRuleOperations } from './operations/event-rule-operations.ts';
import { exceptionOperations } from './operations/exception-operations.ts';
import { executionOperations } from './operations/execution-operations.ts';
import { findingOperations } from './operations/finding-operations.ts';
import { incidentOperations } from './operations/incident-operations.ts';
import { keyOperations } from './operations/key-operations.ts';
import { killSwitchOperations } from './operations/kill-switch-operations.ts';
import { libraryOperations } from './operations/library-operations.ts';
import { overviewOperations } from './operations/overview-operations.ts';
import { planOperations } from './operations/plan-operations.ts';
import { policyOperations } from './operations/policy-operations.ts';
import { recordOperations } from './operations/record-operations.ts';
import { remediationOperations } from './operations/remediation-operations.ts';
import { scanOperations } from './operations/scan-operations.ts';
import { slackOperations } from './operations/slack-operations.ts';
import { standardOperations } from './operations/standard-operations.ts';
import { userOperations } from './operations/user-operations.ts';
import type { Streams } from './streams.ts';

/**
 * Everything that can be asked of Trueup, but for what flows (`streams`). Server, client and OpenAPI document are made
 * of this table.
 */
export const operations = {
  ...scanOperations,
  ...findingOperations,
  ...incidentOperations,
  ...automationRuleOperations,
  ...definitionOperations,
  ...eventRuleOperations,
  ...eventArchiveOperations,
  ...standardOperations,
  ...planOperations,
  ...policyOperations,
  ...exceptionOperations,
  ...killSwitchOperations,
  ...decisionOperations,
  ...remediationOperations,
  ...executionOperations,
  ...automationOperations,
  ...documentOperations,
  ...keyOperations,
  ...recordOperations,
  ...libraryOperations,
  ...overviewOperations,
  ...userOperations,
  ...slackOperations,
};

export type OperationName = keyof typeof operations;
export type Input<K extends OperationName> = z.output<(typeof operations)[K]['input']>;
export type Output<K extends OperationName> = z.output<(typeof operations)[K]['output']>;

/**
 * Trueup as one person sees it: the same in this process and over HTTP. Every operation rejects with a Problem when it
 * cannot be done.
 */
export type Trueup = Operations & Streams;
export type Operations = { readonly [K in OperationName]: (input: Input<K>) => Promise<Output<K>> };

export const operationNames: readonly OperationName[] = Object.keys(operations) as OperationName[];
