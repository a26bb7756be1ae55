import { z } from 'zod';
import { difference } from './difference.ts';
import { severity } from './finding.ts';
import { changeEvent, investigation } from './investigation.ts';
import { jsonObject } from './json.ts';
import { list } from './list.ts';
import { instant, resourceRef } from './resource.ts';

const evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), seq: z.number().int(), hash: z.string() }),
  z.object({ kind: z.literal('request'), requestId: z.string() }),
  z.object({ kind: z.literal('event'), eventId: z.string() }),
]);

const timelineEntry = z.object({ at: instant, who: z.string(), what: z.string(), evidence: evidence.exactOptional() });

const incidentCall = z.object({
  at: instant,
  executionId: z.string(),
  service: z.string(),
  operation: z.string(),
  request: jsonObject,
  httpStatus: z.number().int(),
  errorCode: z.string().exactOptional(),
  requestId: z.string().exactOptional(),
});

const incidentChange = z.object({
  executionId: z.string(),
  kind: z.string(),
  outcome: z.string(),
  differences: list(difference),
  unknown: z.string().exactOptional(),
});

const preventiveMeasure = z.object({
  /** A service control policy, whole. */
  serviceControlPolicy: jsonObject.exactOptional(),
  noPolicyReason: z.string().exactOptional(),
  configRule: z.object({ name: z.string(), identifier: z.string() }).exactOptional(),
  /** A rule of AWS CloudFormation Guard. */
  guard: z.string().exactOptional(),
  noGuardReason: z.string().exactOptional(),
});

/** Everything that is known of a finding, as a report holds it. */
export const incident = z.object({
  findingId: z.string(),
  controlId: z.string(),
  title: z.string(),
  severity,
  resource: resourceRef,
  fault: z.string(),
  requirement: z.string().exactOptional(),
  firstObservedAt: instant,
  lastObservedAt: instant,
  regressions: z.number().int(),
  timeline: list(timelineEntry),
  changes: list(incidentChange),
  calls: list(incidentCall),
  investigation: investigation.exactOptional(),
  cause: changeEvent.exactOptional(),
  outcome: z.string(),
  prevention: preventiveMeasure.exactOptional(),
});
export type Incident = z.output<typeof incident>;
