import { z } from 'zod';
import { actor } from './actor.ts';
import { automationStatus, executionMode, scope, spreadMembers, tag } from './automation.ts';
import { permissionStatement } from './control.ts';
import { difference } from './difference.ts';
import { documentAttachment } from './document.ts';
import { json, jsonObject } from './json.ts';
import { list } from './list.ts';
import { instant, reading, resourceRef, snapshot } from './resource.ts';

export const phase = z.enum(['checking', 'running', 'verifying', 'finished']);
export type Phase = z.output<typeof phase>;
export const outcome = z.enum([
  'verified',
  'already-compliant',
  'still-non-compliant',
  'inconclusive',
  'failed',
  'refused-stale',
  'refused-unread',
  'cancelled',
]);
export type Outcome = z.output<typeof outcome>;

/** Whether the resource is really right now. Only this closes a finding. */
export const verification = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verified') }),
  z.object({ kind: z.literal('still-non-compliant'), detail: z.string() }),
  z.object({
    kind: z.literal('inconclusive'),
    reason: z.enum(['unread', 'gone', 'insufficient-data', 'unplanned-change', 'no-check']),
    detail: z.string(),
    unplanned: list(difference).exactOptional(),
  }),
]);
export type Verification = z.output<typeof verification>;

/** An execution that a spread is to start, or has started. */
export const spreadChild = z.object({
  id: z.string(),
  target: z.string(),
  scope,
  roleArn: z.string().exactOptional(),
  parameters: jsonObject,
  location: z.number().int().exactOptional(),
});
export type SpreadChild = z.output<typeof spreadChild>;

export const executionSpread = z.object({
  ...spreadMembers,
  supplied: jsonObject,
  permissions: list(permissionStatement).exactOptional(),
  targetType: z.string().exactOptional(),
  resolved: z.boolean(),
  children: list(spreadChild),
});
export type ExecutionSpread = z.output<typeof executionSpread>;

/** repair, undo: of a plan. automation: someone started a document. child: a runbook or a spread started it. */
export const executionKind = z.enum(['repair', 'undo', 'automation', 'child']);

/** One run of an Automation document. */
export const execution = z.object({
  id: z.string(),
  kind: executionKind,
  planId: z.string().exactOptional(),
  findingId: z.string().exactOptional(),
  resource: resourceRef.exactOptional(),
  scope,
  roleArn: z.string().exactOptional(),
  permissions: list(permissionStatement).exactOptional(),
  /** The account of the key that started it. */
  callerAccount: z.string().exactOptional(),
  parent: z.object({ id: z.string(), step: z.string() }).exactOptional(),
  documentName: z.string(),
  documentVersion: z.string(),
  mode: executionMode,
  tags: list(tag),
  clientToken: z.string().exactOptional(),
  requestHash: z.string().exactOptional(),
  attachments: list(documentAttachment).exactOptional(),
  /** The executions it is spread over: such an execution runs no steps of its own. */
  spread: executionSpread.exactOptional(),
  /** What of the parent's spread this child is for. */
  target: z.string().exactOptional(),
  document: z.string(),
  parameters: jsonObject,
  phase,
  status: automationStatus,
  startedBy: actor,
  startedAt: instant,
  finishedAt: instant.exactOptional(),
  before: snapshot.exactOptional(),
  after: reading.exactOptional(),
  verifyAttempts: z.number().int(),
  verification: verification.exactOptional(),
  outcome: outcome.exactOptional(),
  failureMessage: z.string().exactOptional(),
  outputs: z.record(z.string(), list(z.string())).readonly().exactOptional(),
  cancelRequestedAt: instant.exactOptional(),
  wakeAt: instant.exactOptional(),
});
export type Execution = z.output<typeof execution>;

/** SSM's FailureDetails. */
export const stepFailure = z.object({
  stage: z.enum(['InputValidation', 'PreVerification', 'Invocation', 'PostVerification']),
  type: z.enum(['Action', 'Permission', 'Throttling', 'Verification', 'Internal']),
  message: z.string(),
});

export const stepStatus = z.enum([
  'Pending',
  'InProgress',
  'Waiting',
  'Success',
  'Failed',
  'TimedOut',
  'Cancelled',
  'Exited',
]);

/** How one run of a step stands: what its entries in the step log add up to. */
export const stepExecution = z.object({
  /** Unique within its execution. */
  id: z.string(),
  name: z.string(),
  action: z.string(),
  /** Of a step inside of a loop, which has one entry an iteration. */
  loop: z.string().exactOptional(),
  iteration: z.number().int().exactOptional(),
  status: stepStatus,
  /** Tries so far; 0 for a step that has not begun. */
  attempts: z.number().int(),
  /** How often it was begun: more than tries where it ran again. */
  starts: z.number().int(),
  startedAt: instant.exactOptional(),
  finishedAt: instant.exactOptional(),
  /** Inputs of the last try with every reference resolved. */
  inputs: jsonObject.exactOptional(),
  result: json.exactOptional(),
  outputs: jsonObject.exactOptional(),
  failure: stepFailure.exactOptional(),
  /** What its script wrote, in the last try. */
  log: z.string().exactOptional(),
});
export type StepExecution = z.output<typeof stepExecution>;

/** One call that went to AWS, whatever came of it. */
export const journalEntry = z.object({
  at: instant,
  accountId: z.string(),
  region: z.string(),
  service: z.string(),
  operation: z.string(),
  access: z.enum(['read', 'write']),
  request: jsonObject,
  httpStatus: z.number().int(),
  errorCode: z.string().exactOptional(),
  requestId: z.string().exactOptional(),
  durationMs: z.number(),
  attempts: z.number().int(),
  step: z.string().exactOptional(),
  stepAttempt: z.number().int().exactOptional(),
});
export type JournalEntry = z.output<typeof journalEntry>;
