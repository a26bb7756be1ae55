import {
  CUSTOMER_FIELDS,
  changesOf,
  findingEvent,
  isClosed,
  isOpen,
  newImport,
  priorityOf,
  withAsff,
  type Actor,
  type AppliedRule,
  type Asff,
  type Finding,
  type FindingEvent,
  type FindingHistoryEntry,
  type Instant,
  type NewRecord,
  type PrioritySettings,
  type Stores,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { importedEvent } from './finding-events.ts';

/** One step of a finding, as `receive` or a customer's update made it. */
export interface FindingStep {
  readonly before: Finding | undefined;
  readonly after: Finding;
  /** What the reporter sent; absent when automation rules have no say. */
  readonly reported?: Asff;
  /** A reporter's call: an event is published although nothing but a time moved, as Security Hub does. */
  readonly imported?: boolean;
}

export interface Keeping {
  readonly source: FindingHistoryEntry['source'];
  readonly actor: Actor;
}

export interface KeptFinding {
  readonly finding: Finding;
  readonly event?: FindingEvent;
}

type Parts = Pick<EngineParts, 'clock' | 'ids' | 'rules' | 'priorities' | 'bus' | 'log' | 'decides'>;

/**
 * Keeps steps of findings in the transaction at hand: automation rules, priority, rows, history, audit records and
 * events, together or not at all. Each finding may be named once.
 */
export async function keepFindings(
  parts: Parts,
  stores: Stores,
  steps: readonly FindingStep[],
  keeping: Keeping,
): Promise<readonly KeptFinding[]> {
  if (steps.length === 0) return [];
  const at = parts.clock.now();
  const ruled = steps.some(({ reported }) => reported) ? await parts.rules(stores.definitions) : undefined;
  const priorities = await parts.priorities();
  const kept = steps.map((step) => {
    const { asff, applied, skipped } =
      step.reported && ruled
        ? ruled(newImport(step.reported, at), step.after.asff, at)
        : { asff: step.after.asff, applied: [], skipped: [] };
    for (const { ruleArn, reason } of skipped) {
      parts.log.error({ ruleArn, reason, findingId: step.after.id }, 'an automation rule could not be applied');
    }
    const settled = applied.length === 0 ? step.after : ruledFinding(step.after, asff, applied);
    const finding = prioritised(step.before, settled, at, priorities);
    const event = findingEvent(step.before, finding);
    return { ...step, finding, applied, event, changes: changesOf(step.before?.asff, finding.asff) };
  });
  // Another report about the same new fault, at the same moment, must not be written over.
  await stores.findings.insert(kept.flatMap(({ before, finding }) => (before ? [] : [finding])));
  await stores.findings.save(kept.flatMap(({ before, finding }) => (before ? [finding] : [])));
  // A rule that leaves the finding as it was is no change: each scan would tell it again.
  const changed = kept.filter(({ before, changes }) => !before || changes.length > 0);
  await stores.findings.addHistory(
    changed.map(({ finding, before, changes, applied }) => ({
      findingId: finding.id,
      at,
      created: !before,
      source: keeping.source,
      changes: before ? changes : [],
      rules: applied,
    })),
  );
  await markDue(
    parts,
    stores,
    changed.map(({ finding }) => finding),
    at,
  );
  const published = kept.filter((one) => one.imported === true || changed.includes(one));
  await parts.bus.publish(
    stores,
    published.map(({ finding }) => importedEvent(finding, at, parts.ids)),
  );
  const records = kept.flatMap(({ before, finding, event }) =>
    event ? [recordOf({ before, finding }, event, keeping.actor, at)] : [],
  );
  // Last, since appending holds the end of the chain until the commit.
  if (records.length > 0) await stores.records.append(records);
  return kept.map(({ finding, event }) => ({ finding, ...(event ? { event } : {}) }));
}

/** What is open is decided about anew; of what is closed no decision stands. */
async function markDue(parts: Parts, stores: Stores, changed: readonly Finding[], at: Instant): Promise<void> {
  const decides = await parts.decides();
  const [open, closed] = [true, false].map((wanted) =>
    changed.filter((finding) => decides(finding.controlId) && isOpen(finding) === wanted).map(({ id }) => id),
  );
  if (open && open.length > 0) await stores.decisions.due(open, at);
  if (closed && closed.length > 0) await stores.decisions.forget(closed);
}

function ruledFinding(finding: Finding, asff: Asff, applied: readonly AppliedRule[]): Finding {
  const touched = new Set(applied.flatMap(({ changes }) => changes.map(({ field }) => field.split('.')[0] ?? field)));
  const customerFields = CUSTOMER_FIELDS.filter(
    (field) => touched.has(field) || finding.customerFields.includes(field),
  );
  return { ...withAsff(finding, asff), customerFields };
}

function prioritised(before: Finding | undefined, finding: Finding, at: Instant, settings: PrioritySettings): Finding {
  const subject = { ...finding, firstObservedAt: standsSince(before, finding, at) };
  return { ...finding, priority: priorityOf(subject, settings) };
}

/** The start of the fault as it stands: of one that came back, when it did. */
function standsSince(before: Finding | undefined, finding: Finding, at: Instant): Instant {
  if (before && isClosed(before) && !isClosed(finding)) return at;
  return before?.priority.since ?? finding.firstObservedAt;
}

function recordOf(
  { before, finding }: { readonly before: Finding | undefined; readonly finding: Finding },
  action: NewRecord['action'],
  actor: Actor,
  at: Instant,
): NewRecord {
  return {
    at,
    actor,
    action,
    subject: { kind: 'finding', id: finding.id },
    detail: {
      controlId: finding.controlId,
      resource: finding.resource.arn,
      accountId: finding.resource.accountId,
      region: finding.resource.region,
      severity: finding.severity,
      title: finding.title,
      reason: finding.reason,
      // A resolved one whose resource went is archived, and was not open any more.
      ...(before && isClosed(before) && isClosed(finding) ? { alreadyClosed: true } : {}),
    },
  };
}
