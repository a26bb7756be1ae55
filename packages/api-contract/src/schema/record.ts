import { z } from 'zod';
import { actor } from './actor.ts';
import { jsonObject } from './json.ts';
import { instant } from './resource.ts';

export const recordAction = z.enum([
  'scan.started',
  'scan.finished',
  'finding.opened',
  'finding.reopened',
  'finding.resolved',
  'finding.archived',
  'finding.undetermined',
  'finding.updated',
  'finding.action-fired',
  'plan.made',
  'plan.approved',
  'plan.rejected',
  'execution.started',
  'execution.finished',
  'execution.cancelled',
  'execution.completed',
  'execution.signalled',
  'verification.made',
  'automation.paused',
  'automation.resumed',
  'document.created',
  'document.updated',
  'document.default-changed',
  'document.deleted',
  'document.shared',
  'access-key.created',
  'access-key.deleted',
  'definition.put',
  'definition.deleted',
  'delivery.given-up',
  'store.imported',
]);

/** An entry of the audit log. Its hash covers the one before it. */
export const auditRecord = z.object({
  at: instant,
  actor,
  action: recordAction,
  subject: z.object({
    kind: z.enum([
      'scan',
      'finding',
      'plan',
      'execution',
      'resource',
      'document',
      'access-key',
      'store',
      'definition',
      'delivery',
    ]),
    id: z.string(),
  }),
  detail: jsonObject,
  seq: z.number().int(),
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditRecord = z.output<typeof auditRecord>;

/** Whether the chain is whole. `seq` is the first record that is not as it was written. */
export const chainVerdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('intact'), records: z.number().int(), head: z.string() }),
  z.object({ kind: z.literal('broken'), seq: z.number().int(), problem: z.string() }),
]);
export type ChainVerdict = z.output<typeof chainVerdict>;
