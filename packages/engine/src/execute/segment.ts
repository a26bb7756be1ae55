import type {
  Execution,
  ExecutionPatch,
  Instant,
  JournalEntry,
  Lease,
  LibraryEntry,
  Plan,
  StepEvent,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';

/** One execution while this worker holds it. */
export interface Segment {
  readonly parts: EngineParts;
  readonly lease: Lease;
  readonly plan: Plan;
  readonly entry: LibraryEntry;
  execution: Execution;
  readonly log: StepEvent[];
  /** Calls made since the last write. */
  readonly journal: JournalEntry[];
  /** Steps that are still to be written, in order. */
  readonly unwritten: StepEvent[];
}

/** What is left of a segment: go on with the next phase, or end here until the time (none: until someone wakes it). */
export type Rest =
  { readonly kind: 'continue' } | { readonly kind: 'rest'; readonly until?: Instant } | { readonly kind: 'finished' };

/** Notes a call for the next write; `step` names the step that made it. */
export function journalOf(
  segment: Segment,
  step?: { readonly name: string; readonly attempt: number },
): (entry: JournalEntry) => void {
  return (entry) => segment.journal.push(step ? { ...entry, step: step.name, stepAttempt: step.attempt } : entry);
}

/** Writes what has happened since the last write, under the lease, with a change of the row when there is one. */
export async function writeSegment(segment: Segment, patch?: ExecutionPatch): Promise<void> {
  if (segment.unwritten.length === 0 && segment.journal.length === 0 && !patch) return;
  const { cancelRequestedAt } = await segment.parts.store.executions.write(segment.lease, pending(segment, patch));
  written(segment, patch);
  if (cancelRequestedAt !== undefined) segment.execution = { ...segment.execution, cancelRequestedAt };
}

/** The change that is still to be written. The caller clears it with `written` once it is committed. */
export function pending(
  segment: Segment,
  patch?: ExecutionPatch,
): { events: StepEvent[]; journal: JournalEntry[]; patch?: ExecutionPatch } {
  return { events: [...segment.unwritten], journal: [...segment.journal], ...(patch ? { patch } : {}) };
}

export function written(segment: Segment, patch?: ExecutionPatch): void {
  segment.unwritten.length = 0;
  segment.journal.length = 0;
  if (patch) segment.execution = { ...segment.execution, ...patch };
}
