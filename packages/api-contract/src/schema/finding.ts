import { z } from 'zod';
import { instant, resourceRef } from './resource.ts';

export const severity = z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);
export type Severity = z.output<typeof severity>;
export const workflowStatus = z.enum(['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED']);
export type WorkflowStatus = z.output<typeof workflowStatus>;
export const recordState = z.enum(['ACTIVE', 'ARCHIVED']);
export type RecordState = z.output<typeof recordState>;
export const complianceStatus = z.enum(['PASSED', 'FAILED', 'WARNING', 'NOT_AVAILABLE']);

/** A stored fault with a life. One a (account, region, resource, control), whoever reports it. */
export const finding = z.object({
  id: z.string(),
  controlId: z.string(),
  resource: resourceRef,
  severity,
  title: z.string(),
  reason: z.string(),
  compliance: complianceStatus,
  workflow: workflowStatus,
  recordState,
  firstObservedAt: instant,
  lastObservedAt: instant,
  resolvedAt: instant.exactOptional(),
  regressions: z.number().int(),
  lastScanId: z.string().exactOptional(),
  pausedReason: z.string().exactOptional(),
});
export type Finding = z.output<typeof finding>;
