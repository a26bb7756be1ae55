import { z } from 'zod';
import { investigation } from './investigation.ts';
import { list } from './list.ts';
import { instant, resourceRef } from './resource.ts';

export const severity = z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);
export type Severity = z.output<typeof severity>;
export const workflowStatus = z.enum(['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED']);
export type WorkflowStatus = z.output<typeof workflowStatus>;
export const recordState = z.enum(['ACTIVE', 'ARCHIVED']);
export type RecordState = z.output<typeof recordState>;
export const complianceStatus = z.enum(['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE']);

/** One reporter's last word on a fault. */
export const findingSource = z.object({
  productArn: z.string(),
  id: z.string(),
  generatorId: z.string(),
  productName: z.string().exactOptional(),
  title: z.string(),
  severity,
  compliance: complianceStatus.exactOptional(),
  recordState,
  own: z.boolean(),
  updatedAt: instant,
  statusSince: instant,
});
export type FindingSource = z.output<typeof findingSource>;

const priorityReason = z.object({
  kind: z.enum(['severity', 'exposure', 'criticality', 'regression', 'age', 'overdue']),
  points: z.number().int(),
  detail: z.string(),
});

/** The score of a finding now, 0 to 1000, and what adds up to it. */
export const urgency = z.object({ score: z.number().int(), reasons: list(priorityReason) });
export type Urgency = z.output<typeof urgency>;

/** The part of the score that time does not change; `dueAt` is when the fault is to be repaired. */
export const priority = z.object({
  base: z.number().int(),
  reasons: list(priorityReason),
  /** From when the time to repair it runs. */
  since: instant.exactOptional(),
  dueAt: instant.exactOptional(),
});

/** A stored fault with a life. One a (account, region, resource, control), whoever reports it. */
export const finding = z.object({
  id: z.string(),
  controlId: z.string(),
  resource: resourceRef,
  severity,
  title: z.string(),
  reason: z.string(),
  /** Absent for what is no check of a requirement, such as a detection. */
  compliance: complianceStatus.exactOptional(),
  workflow: workflowStatus,
  recordState,
  sources: list(findingSource),
  priority,
  /** Fields of ASFF that a customer or an automation rule has set. */
  customerFields: list(z.enum(['Confidence', 'Criticality', 'RelatedFindings', 'Severity', 'Types'])),
  /** The stored form: AWS Security Finding Format, 2018-10-08. */
  asff: z.looseObject({ Id: z.string(), ProductArn: z.string() }).readonly(),
  firstObservedAt: instant,
  lastObservedAt: instant,
  resolvedAt: instant.exactOptional(),
  regressions: z.number().int(),
  /** When it came back the last times, oldest first. */
  regressedAt: list(instant).exactOptional(),
  lastScanId: z.string().exactOptional(),
  pausedReason: z.string().exactOptional(),
  investigation: investigation.exactOptional(),
});
export type Finding = z.output<typeof finding>;

/** What findings can be counted by. */
export const findingGroup = z.enum([
  'severity',
  'controlId',
  'accountId',
  'region',
  'workflow',
  'recordState',
  'compliance',
  'resourceType',
  'resourceArn',
  'product',
  'title',
  'generatorId',
]);
export type FindingGroup = z.output<typeof findingGroup>;

export const findingOrder = z.enum(['severity', 'priority', 'first-observed', 'last-observed', 'updated']);
export type FindingOrder = z.output<typeof findingOrder>;

export const groupCount = z.object({ key: z.string(), count: z.number().int() });
export type GroupCount = z.output<typeof groupCount>;

export const matchingCount = z.object({
  total: z.number().int(),
  /** There are more than `total`, which is where counting stopped. */
  atLeast: z.boolean(),
  groups: list(groupCount),
});
export type MatchingCount = z.output<typeof matchingCount>;

/** The open findings of one control: ACTIVE, NEW or NOTIFIED, and not PASSED. */
export const controlGroup = z.object({
  controlId: z.string(),
  title: z.string(),
  /** The highest among them. */
  severity,
  findings: z.number().int(),
  /** Absent for what is no control, such as a detection. */
  resources: z.number().int().exactOptional(),
  /**
   * Resources that the control has judged in the accounts and regions asked for. Absent where nobody told of compliant
   * ones, and where the filter asks for what is known of findings alone, such as a tag. A minute old at most.
   */
  evaluated: z.number().int().exactOptional(),
});
export type ControlGroup = z.output<typeof controlGroup>;
