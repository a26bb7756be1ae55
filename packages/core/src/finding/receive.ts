import type { ControlId } from '../control/control.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Instant } from '../value/instant.ts';
import type { Asff, ComplianceStatus } from './asff/asff.ts';
import { findingEvent, isClosed, type FindingEvent } from './finding-event.ts';
import {
  MOST_REGRESSIONS_KEPT,
  readout,
  severityOf,
  withAsff,
  type Finding,
  type FindingId,
  type FindingSource,
} from './finding.ts';
import { mergeImport, newImport } from './merge-import.ts';
import { standingOf } from './standing.ts';

/** One finding as a reporter sent it, with what it is about. */
export interface FindingReport {
  /** Whole and checked (readAsff). */
  readonly asff: Asff;
  readonly id: FindingId;
  readonly controlId: ControlId;
  readonly resource: ResourceRef;
  /** From Trueup's own check. */
  readonly own: boolean;
  readonly receivedAt: Instant;
  readonly scanId?: string;
}

export type Received =
  /** The reporter has said so, or something newer, before. */
  | { readonly kind: 'ignored'; readonly finding: Finding }
  | { readonly kind: 'received'; readonly finding: Finding; readonly event?: FindingEvent };

const NO_PRIORITY = { base: 0, reasons: [] };

/**
 * The next state of a finding after a report (findings, 3.2 and 4.1). What customers set is never touched. Only the
 * reporter whose content the finding has changes that content; every reporter has a say in how it stands.
 */
export function receive(existing: Finding | undefined, report: FindingReport): Received {
  if (!existing) return { kind: 'received', ...withEvent(undefined, first(report)) };
  const known = existing.sources.find((source) => isFrom(source, report.asff));
  if (known && !report.own && report.asff.UpdatedAt <= known.updatedAt) return { kind: 'ignored', finding: existing };
  return { kind: 'received', ...withEvent(existing, next(existing, known, report)) };
}

function withEvent(before: Finding | undefined, after: Finding): { finding: Finding; event?: FindingEvent } {
  const event = findingEvent(before, after);
  return { finding: after, ...(event ? { event } : {}) };
}

const isFrom = (source: FindingSource, asff: Asff): boolean =>
  source.productArn === asff.ProductArn && source.id === asff.Id;

function first(report: FindingReport): Finding {
  const asff = newImport(report.asff, report.receivedAt);
  return {
    id: report.id,
    controlId: report.controlId,
    resource: report.resource,
    asff,
    ...readout(asff),
    sources: [sourceOf(report, undefined)],
    customerFields: [],
    priority: NO_PRIORITY,
    firstObservedAt: asff.FirstObservedAt ?? asff.CreatedAt,
    lastObservedAt: asff.LastObservedAt ?? asff.UpdatedAt,
    regressions: 0,
    ...(report.scanId === undefined ? {} : { lastScanId: report.scanId }),
  };
}

function next(existing: Finding, known: FindingSource | undefined, report: FindingReport): Finding {
  const source = sourceOf(report, known);
  const all = placed(existing.sources, source);
  const leads = leadsNow(existing.sources[0], source, all);
  const sources = leads ? [source, ...all.filter((one) => one !== source)] : all;
  const content = leads
    ? mergeImport(existing.asff, report.asff, existing.customerFields, report.receivedAt)
    : existing.asff;
  return settled(existing, withAsff({ ...existing, sources }, standing(content, sources)), report);
}

/** A reporter that sees the fault takes over from one that no longer does, unless the fault is over all the same. */
function leadsNow(leader: FindingSource | undefined, source: FindingSource, all: readonly FindingSource[]): boolean {
  if (!leader || (leader.productArn === source.productArn && leader.id === source.id)) return true;
  return isClosed(leader) && !isClosed(source) && !isClosed(standingOf(all));
}

function placed(sources: readonly FindingSource[], source: FindingSource): readonly FindingSource[] {
  const index = sources.findIndex((one) => one.productArn === source.productArn && one.id === source.id);
  return index === -1 ? [...sources, source] : sources.with(index, source);
}

function sourceOf({ asff, own, receivedAt }: FindingReport, known: FindingSource | undefined): FindingSource {
  const compliance = asff.Compliance?.Status;
  const recordState = asff.RecordState ?? 'ACTIVE';
  const same = known !== undefined && known.compliance === compliance && known.recordState === recordState;
  return {
    productArn: asff.ProductArn,
    id: asff.Id,
    generatorId: asff.GeneratorId,
    ...(asff.ProductName === undefined ? {} : { productName: asff.ProductName }),
    title: asff.Title,
    severity: severityOf(asff),
    ...(compliance === undefined ? {} : { compliance }),
    recordState,
    own,
    updatedAt: asff.UpdatedAt,
    statusSince: same ? known.statusSince : saidAt(asff.UpdatedAt, own, receivedAt),
  };
}

/** A reporter's clock may be ahead; what it says was not said after it was heard. */
function saidAt(updatedAt: Instant, own: boolean, receivedAt: Instant): Instant {
  return own || updatedAt > receivedAt ? receivedAt : updatedAt;
}

/** The content with the standing of all reporters in it. */
function standing(asff: Asff, sources: readonly FindingSource[]): Asff {
  const { recordState, compliance } = standingOf(sources);
  const { Compliance, ...rest } = asff;
  const { Status: _status, ...told } = Compliance ?? {};
  const judged = { ...told, ...(compliance === undefined ? {} : { Status: compliance }) };
  return { ...rest, RecordState: recordState, ...(Object.keys(judged).length > 0 ? { Compliance: judged } : {}) };
}

const UNSETTLED: readonly (ComplianceStatus | undefined)[] = ['FAILED', 'WARNING', 'NOT_AVAILABLE'];

/** Workflow, times and the count of regressions that follow from the step (findings, 3.2). */
function settled(before: Finding, after: Finding, report: FindingReport): Finding {
  const reappeared = before.recordState === 'ARCHIVED' && after.recordState === 'ACTIVE';
  const failedAgain = before.compliance === 'PASSED' && UNSETTLED.includes(after.compliance);
  const passed = passes(after) && !passes(before);
  const reopened = !isClosed(after) && isClosed(before);
  const { resolvedAt, ...open } = after;
  const closedAt = isClosed(before) ? resolvedAt : report.receivedAt;
  const regressed = reopened && wasOpenOnce(before);
  const moved: Finding = {
    ...(isClosed(after) && closedAt !== undefined ? { ...open, resolvedAt: closedAt } : open),
    firstObservedAt: before.firstObservedAt,
    lastObservedAt: later(before.lastObservedAt, report.asff.LastObservedAt ?? report.asff.UpdatedAt),
    regressions: before.regressions + (regressed ? 1 : 0),
    ...(regressed ? { regressedAt: regressedAgain(before, report.receivedAt) } : {}),
    ...(report.scanId === undefined ? {} : { lastScanId: report.scanId }),
  };
  if (before.workflow === 'SUPPRESSED') return moved;
  if (passed) return withWorkflow(moved, 'RESOLVED');
  return reappeared || failedAgain ? withWorkflow(moved, 'NEW') : moved;
}

const passes = ({ compliance, recordState }: Finding): boolean => compliance === 'PASSED' && recordState === 'ACTIVE';

/** A finding that began as PASSED or ARCHIVED has never been open; its first fault is no regression. */
function wasOpenOnce({ regressions, resolvedAt }: Finding): boolean {
  return regressions > 0 || resolvedAt !== undefined;
}

function regressedAgain({ regressedAt = [] }: Finding, at: Instant): readonly Instant[] {
  return [...regressedAt, at].slice(-MOST_REGRESSIONS_KEPT);
}

function withWorkflow(finding: Finding, workflow: 'NEW' | 'RESOLVED'): Finding {
  return withAsff(finding, { ...finding.asff, Workflow: { Status: workflow } });
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
