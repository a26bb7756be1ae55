import type { Control } from '../control/control.ts';
import type { Evaluation } from '../control/evaluation.ts';
import type { Digest } from '../ports/digest.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Instant } from '../value/instant.ts';
import { unreachable } from '../value/unreachable.ts';
import { isOpen, type Finding, type FindingId } from './finding.ts';

/** What happened to a finding; also the action of the audit record about it. */
export type FindingEvent =
  'finding.opened' | 'finding.reopened' | 'finding.resolved' | 'finding.archived' | 'finding.undetermined';

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
}

/** The identity of a finding: never the reporter's own id. */
export function findingId(resource: ResourceRef, controlId: string, digest: Digest): FindingId {
  const identity = [resource.accountId, resource.region, resource.arn, controlId].join('\n');
  return `f-${digest(identity).slice(0, 16)}` as FindingId;
}

/**
 * The next state of a finding after an observation; nothing when there is neither a finding nor a fault.
 * A verdict of `insufficient-data` never opens, closes or changes the workflow of a finding.
 */
export function observe(existing: Finding | undefined, observation: Observation, digest: Digest): Observed | undefined {
  const { evaluation } = observation;
  switch (evaluation.kind) {
    case 'non-compliant':
      return existing
        ? seenAgain(existing, observation, evaluation.reason)
        : { finding: opened(observation, evaluation.reason, digest), event: 'finding.opened' };
    case 'compliant':
      return existing && closed(existing, observation);
    case 'not-applicable':
      return existing && archived(existing, observation.at, evaluation.reason);
    case 'insufficient-data':
      return existing && undetermined(existing, observation);
    default:
      return unreachable(evaluation);
  }
}

function opened(observation: Observation, reason: string, digest: Digest): Finding {
  const { control, resource, at } = observation;
  return {
    id: findingId(resource, control.id, digest),
    controlId: control.id,
    resource,
    severity: control.severity,
    title: control.title,
    reason,
    compliance: 'FAILED',
    workflow: 'NEW',
    recordState: 'ACTIVE',
    firstObservedAt: at,
    lastObservedAt: at,
    regressions: 0,
    ...scanOf(observation),
  };
}

function seenAgain(existing: Finding, observation: Observation, reason: string): Observed {
  const seen: Finding = {
    ...existing,
    severity: observation.control.severity,
    title: observation.control.title,
    reason,
    lastObservedAt: observation.at,
    recordState: 'ACTIVE',
    compliance: 'FAILED',
    ...scanOf(observation),
  };
  const wasClosed = existing.recordState === 'ARCHIVED' || existing.compliance === 'PASSED';
  if (!wasClosed) return { finding: seen };
  const { resolvedAt: _resolvedAt, ...open } = seen;
  const reopened: Finding = {
    ...open,
    workflow: existing.workflow === 'SUPPRESSED' ? 'SUPPRESSED' : 'NEW',
    regressions: existing.regressions + 1,
  };
  return { finding: reopened, event: 'finding.reopened' };
}

function closed(existing: Finding, observation: Observation): Observed {
  const seen: Finding = { ...existing, lastObservedAt: observation.at, ...scanOf(observation) };
  if (existing.compliance === 'PASSED' && existing.recordState === 'ACTIVE') return { finding: seen };
  const resolved: Finding = {
    ...seen,
    recordState: 'ACTIVE',
    compliance: 'PASSED',
    workflow: existing.workflow === 'SUPPRESSED' ? 'SUPPRESSED' : 'RESOLVED',
    resolvedAt: observation.at,
  };
  return { finding: resolved, event: 'finding.resolved' };
}

function undetermined(existing: Finding, observation: Observation): Observed {
  if (existing.compliance === 'WARNING' || !isOpen(existing)) {
    return { finding: { ...existing, ...scanOf(observation) } };
  }
  return {
    finding: { ...existing, compliance: 'WARNING', ...scanOf(observation) },
    event: 'finding.undetermined',
  };
}

/** The resource is gone or the control no longer applies to it. */
export function archived(existing: Finding, at: Instant, reason: string): Observed {
  if (existing.recordState === 'ARCHIVED') return { finding: existing };
  return {
    finding: { ...existing, recordState: 'ARCHIVED', compliance: 'NOT_AVAILABLE', reason, lastObservedAt: at },
    event: 'finding.archived',
  };
}

function scanOf(observation: Observation): { lastScanId?: string } {
  return observation.scanId === undefined ? {} : { lastScanId: observation.scanId };
}
