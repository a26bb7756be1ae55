import { z } from 'zod';
import { actor } from './actor.ts';
import { difference } from './difference.ts';
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

/** An ordinary automation's states, spelled as SSM spells them. */
export const automationStatus = z.enum([
  'Pending',
  'InProgress',
  'Waiting',
  'Success',
  'Failed',
  'TimedOut',
  'Cancelling',
  'Cancelled',
]);

/** Whether the resource is really right now. Only this closes a finding. */
export const verification = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verified') }),
  z.object({ kind: z.literal('still-non-compliant'), detail: z.string() }),
  z.object({
    kind: z.literal('inconclusive'),
    reason: z.enum(['unread', 'gone', 'insufficient-data', 'unplanned-change']),
    detail: z.string(),
    unplanned: list(difference).exactOptional(),
  }),
]);
export type Verification = z.output<typeof verification>;

/** One run of a plan's runbook, or a run that a runbook started (`parent`). */
export const execution = z.object({
  id: z.string(),
  kind: z.enum(['repair', 'undo', 'child']),
  planId: z.string(),
  findingId: z.string(),
  resource: resourceRef,
  parent: z.object({ id: z.string(), step: z.string() }).exactOptional(),
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

/** How one step stands: what its entries in the step log add up to. Statuses are spelled as SSM spells them. */
export const stepExecution = z.object({
  name: z.string(),
  action: z.string(),
  status: z.enum(['Pending', 'InProgress', 'Success', 'Failed', 'TimedOut', 'Cancelled']),
  /** Tries so far; 0 for a step that has not begun. */
  attempts: z.number().int(),
  startedAt: instant.exactOptional(),
  finishedAt: instant.exactOptional(),
  /** Inputs of the last try with every reference resolved. */
  inputs: jsonObject.exactOptional(),
  result: json.exactOptional(),
  outputs: jsonObject.exactOptional(),
  failure: stepFailure.exactOptional(),
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
