import { z } from 'zod';
import { actor } from './actor.ts';
import { permissionStatement, risk } from './control.ts';
import { documentAttachment } from './document.ts';
import { guard } from './guard.ts';
import { jsonObject } from './json.ts';
import { list } from './list.ts';
import { instant, resourceRef, snapshot } from './resource.ts';

/** A write that the execution would make. */
export const plannedCall = z.object({
  step: z.string(),
  service: z.string(),
  operation: z.string(),
  parameters: jsonObject,
});
export type PlannedCall = z.output<typeof plannedCall>;

export const planStatus = z.enum([
  'ready',
  'waiting-for-approval',
  'approved',
  'rejected',
  'expired',
  'stale',
  'started',
]);
export type PlanStatus = z.output<typeof planStatus>;

/** What an execution would change, computed without changing it. Immutable but for its status. */
export const plan = z.object({
  id: z.string(),
  executionId: z.string(),
  kind: z.enum(['repair', 'undo']),
  findingId: z.string(),
  controlId: z.string(),
  resource: resourceRef,
  undoes: z.string().exactOptional(),
  document: z.string(),
  input: jsonObject,
  controlParameters: jsonObject,
  before: snapshot,
  expected: jsonObject,
  calls: list(plannedCall),
  permissions: list(permissionStatement).exactOptional(),
  chosen: z
    .object({
      documentName: z.string(),
      version: z.string(),
      attachments: list(documentAttachment),
      roleArn: z.string().exactOptional(),
    })
    .exactOptional(),
  judgedBy: z.enum(['configuration', 'check', 'reporter']),
  risk,
  remediation: z.string(),
  approvalsNeeded: z.number().int(),
  forbiddenBy: z.object({ guard, detail: z.string() }).exactOptional(),
  noUndoReason: z.string().exactOptional(),
  undetermined: z.string().exactOptional(),
  policyHash: z.string(),
  requestedBy: actor,
  createdAt: instant,
  expiresAt: instant,
  status: planStatus,
  hash: z.string(),
});
export type Plan = z.output<typeof plan>;

export const approval = z.object({
  planId: z.string(),
  planHash: z.string(),
  verdict: z.enum(['approve', 'reject', 'break-glass']),
  by: actor,
  at: instant,
  reason: z.string().exactOptional(),
});
export type Approval = z.output<typeof approval>;

/** What became of one of several plans that were decided together. */
export const bulkDecision = z.discriminatedUnion('kind', [
  z.object({
    planId: z.string(),
    kind: z.literal('decided'),
    status: planStatus,
    given: z.number().int().meta({ description: 'How many people have said yes so far.' }),
    needed: z.number().int(),
  }),
  z.object({ planId: z.string(), kind: z.literal('refused'), reason: z.string(), detail: z.string() }),
]);
export type BulkDecision = z.output<typeof bulkDecision>;
