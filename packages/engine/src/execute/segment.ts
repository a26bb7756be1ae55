import type {
  Claimed,
  DoorSession,
  Execution,
  ExecutionChange,
  ExecutionPatch,
  Instant,
  JournalEntry,
  Lease,
  LibraryEntry,
  Plan,
  Remediation,
  SessionOptions,
  Signal,
  StepEvent,
} from '@trueup/core';
import type { BatchedParts } from '../batched-parts.ts';

/** One execution while this worker holds it. */
export interface Segment {
  readonly parts: BatchedParts;
  readonly lease: Lease;
  execution: Execution;
  readonly log: StepEvent[];
  readonly signals: readonly Signal[];
  /** Calls made since the last write. */
  readonly journal: JournalEntry[];
  /** Whether any call was ever made, written or not. */
  hasJournal: boolean;
  /** Steps that are still to be written, in order. */
  readonly unwritten: StepEvent[];
  /** Aborted when someone wants the execution to stop: a script is killed, all else ends by itself. */
  readonly cancelled: AbortController;
}

/** A segment of a repair or an undo, with what it was planned from. */
export interface RemediationSegment extends Segment {
  execution: Remediation;
  readonly plan: Plan;
  /** Absent: the library has no control for it, and a runbook was chosen. */
  readonly entry?: LibraryEntry;
}

/** What is left of a segment: go on with the next phase, or end here until the time (none: until someone wakes it). */
export type Rest =
  { readonly kind: 'continue' } | { readonly kind: 'rest'; readonly until?: Instant } | { readonly kind: 'finished' };

export function newSegment(parts: BatchedParts, { lease, execution, log, signals }: Claimed): Segment {
  return {
    parts,
    lease,
    execution,
    log: [...log],
    signals,
    journal: [],
    hasJournal: log.some(({ kind }) => kind === 'step.started'),
    unwritten: [],
    cancelled: new AbortController(),
  };
}

/** Notes a call for the next write; `step` names the step that made it. */
export function journalOf(
  segment: Segment,
  step?: { readonly name: string; readonly attempt: number },
): (entry: JournalEntry) => void {
  return (entry) => {
    segment.hasJournal = true;
    segment.journal.push(step ? { ...entry, step: step.name, stepAttempt: step.attempt } : entry);
  };
}

/** How the execution enters its account for a step. */
export function sessionOptions(
  segment: Segment,
  step: { readonly step: string; readonly attempt: number },
): SessionOptions {
  const { roleArn, permissions } = segment.execution;
  return {
    mode: 'live',
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(permissions === undefined ? {} : { statements: permissions }),
    journal: journalOf(segment, { name: step.step, attempt: step.attempt }),
  };
}

/** The account of the execution, opened for a step. */
export async function openAccount(
  segment: Segment,
  step: { readonly step: string; readonly attempt: number },
): Promise<DoorSession> {
  await segment.parts.accounts();
  return segment.parts.door.open(segment.execution.scope, sessionOptions(segment, step));
}

/** Writes what has happened since the last write, under the lease, with a change of the row when there is one. */
export async function writeSegment(segment: Segment, patch?: ExecutionPatch): Promise<void> {
  if (segment.unwritten.length === 0 && segment.journal.length === 0 && !patch) return;
  const change = pending(segment, patch);
  const { cancelRequestedAt } = await segment.parts.store.executions.write(segment.lease, change);
  written(segment, change);
  noteCancel(segment, cancelRequestedAt);
}

export function noteCancel(segment: Segment, cancelRequestedAt: Instant | undefined): void {
  if (cancelRequestedAt === undefined || segment.execution.cancelRequestedAt !== undefined) return;
  segment.execution = { ...segment.execution, cancelRequestedAt };
  segment.cancelled.abort();
}

/** The change that is still to be written. The caller tells with `written` that it is committed. */
export function pending(segment: Segment, patch?: ExecutionPatch): ExecutionChange {
  return { events: [...segment.unwritten], journal: [...segment.journal], ...(patch ? { patch } : {}) };
}

/** A script may have made calls meanwhile: only what was written is cleared. */
export function written(segment: Segment, { events = [], journal = [], patch }: ExecutionChange): void {
  segment.unwritten.splice(0, events.length);
  segment.journal.splice(0, journal.length);
  if (patch) segment.execution = { ...segment.execution, ...patch };
}

export function isRemediationSegment(segment: Segment): segment is RemediationSegment {
  return 'plan' in segment;
}
