import type { Control } from '../control/control.ts';
import type { Evaluation } from '../control/evaluation.ts';
import type { Digest } from '../ports/digest.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Instant } from '../value/instant.ts';
import { unreachable } from '../value/unreachable.ts';
import type { FindingEvent } from './finding-event.ts';
import { isOpen, type Finding } from './finding.ts';
import { ownReport, type OwnVerdict } from './own-report.ts';
import { receive, type FindingReport } from './receive.ts';

/** A control's verdict on a resource, as one scan or one verification saw it. */
export interface Observation {
  readonly control: Control;
  readonly resource: ResourceRef;
  readonly evaluation: Evaluation;
  readonly at: Instant;
  readonly scanId?: string;
}

export interface Observed {
  readonly finding: Finding;
  /** Absent when only the time of the last sight moved. */
  readonly event?: FindingEvent;
  /** What was reported; absent when the look said nothing of the resource. */
  readonly report?: FindingReport;
}

/**
 * The next state of a finding after an observation; nothing when there is neither a finding nor a fault.
 * A verdict of `insufficient-data` never opens, closes or changes the workflow of a finding.
 */
export function observe(existing: Finding | undefined, observation: Observation, digest: Digest): Observed | undefined {
  const { evaluation } = observation;
  const verdict = (status: OwnVerdict['status'], reason: string): OwnVerdict => ({
    ...observation,
    status,
    recordState: 'ACTIVE',
    reason,
  });
  switch (evaluation.kind) {
    case 'non-compliant':
      return reported(existing, verdict('FAILED', evaluation.reason), digest);
    case 'compliant':
      return existing && reported(existing, verdict('PASSED', existing.reason), digest);
    case 'not-applicable':
      return existing && archived(existing, observation, evaluation.reason, digest);
    case 'insufficient-data':
      return existing && undetermined(existing, verdict('WARNING', existing.reason), digest);
    default:
      return unreachable(evaluation);
  }
}

function reported(existing: Finding | undefined, verdict: OwnVerdict, digest: Digest): Observed {
  const report = ownReport(existing, verdict, digest);
  const { kind: _kind, ...received } = receive(existing, report);
  return { ...received, report };
}

function undetermined(existing: Finding, verdict: OwnVerdict, digest: Digest): Observed {
  if (existing.compliance !== 'WARNING' && isOpen(existing)) return reported(existing, verdict, digest);
  return { finding: { ...existing, ...(verdict.scanId === undefined ? {} : { lastScanId: verdict.scanId }) } };
}

/** The resource is gone or the control no longer applies to it. */
export function archived(
  existing: Finding,
  seen: Pick<Observation, 'control' | 'resource' | 'at' | 'scanId'>,
  reason: string,
  digest: Digest,
): Observed {
  if (existing.recordState === 'ARCHIVED') return { finding: existing };
  return reported(existing, { ...seen, status: 'NOT_AVAILABLE', recordState: 'ARCHIVED', reason }, digest);
}
