import type { Severity } from '../control/control.ts';
import type { ChangeEvent, Investigation } from '../finding/investigation.ts';
import type { FindingId } from '../finding/finding.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Difference } from '../value/difference.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { PreventiveMeasure } from './preventive-measure.ts';

/** Where an entry of the timeline can be looked up. */
export type Evidence =
  /** A record of the audit log; its hash covers the ones before it. */
  | { readonly kind: 'record'; readonly seq: number; readonly hash: string }
  /** A call that AWS answered, by AWS's own id of the request. */
  | { readonly kind: 'request'; readonly requestId: string }
  /** An event of CloudTrail. */
  | { readonly kind: 'event'; readonly eventId: string };

export interface TimelineEntry {
  readonly at: Instant;
  /** A person, a role, a reporter, a part of Trueup. */
  readonly who: string;
  /** One line. */
  readonly what: string;
  readonly evidence?: Evidence;
}

/** A write that an execution made. */
export interface IncidentCall {
  readonly at: Instant;
  readonly executionId: string;
  readonly service: string;
  readonly operation: string;
  readonly request: JsonObject;
  /** 0: there was no answer. */
  readonly httpStatus: number;
  readonly errorCode?: string;
  readonly requestId?: string;
}

/** What an execution changed, by the configuration right before its first change and the one it was verified by. */
export interface IncidentChange {
  readonly executionId: string;
  readonly kind: string;
  readonly outcome: string;
  readonly differences: readonly Difference[];
  /** Why nothing can be compared. */
  readonly unknown?: string;
}

/** Everything that is known of a finding, as a report holds it. Without the time of the report: the same every time. */
export interface Incident {
  readonly findingId: FindingId;
  readonly controlId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly resource: ResourceRef;
  /** What is wrong with the resource. */
  readonly fault: string;
  /** Why the control asks for it. */
  readonly requirement?: string;
  readonly firstObservedAt: Instant;
  readonly lastObservedAt: Instant;
  readonly regressions: number;
  readonly timeline: readonly TimelineEntry[];
  readonly changes: readonly IncidentChange[];
  readonly calls: readonly IncidentCall[];
  readonly investigation?: Investigation;
  readonly cause?: ChangeEvent;
  /** One sentence. */
  readonly outcome: string;
  readonly prevention?: PreventiveMeasure;
}
