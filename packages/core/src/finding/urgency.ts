import { msBetween, type Instant } from '../value/instant.ts';
import type { Priority, PriorityReason } from './priority.ts';

/** Most that age adds, of which the half once the fault is due: 100 points for each time the SLA has gone by. */
const AGE_POINTS = 200;
const POINTS_WHEN_DUE = AGE_POINTS / 2;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Urgency {
  /** 0 to 1000. */
  readonly score: number;
  /** Those of the priority, and what time added. */
  readonly reasons: readonly PriorityReason[];
}

/**
 * The score of an open finding at an instant. It grows evenly until twice the time to repair has gone by,
 * so a store can compute it: base + least(200, floor(100 × (now − since) ÷ (dueAt − since))), or base without a due date.
 */
export function urgencyOf(priority: Priority, now: Instant): Urgency {
  const { since, dueAt } = priority;
  if (since === undefined || dueAt === undefined) return { score: priority.base, reasons: priority.reasons };
  const points = agePoints(since, dueAt, now);
  if (points <= 0) return { score: priority.base, reasons: priority.reasons };
  const age: PriorityReason = {
    kind: 'age',
    points: Math.min(points, POINTS_WHEN_DUE),
    detail: `open for ${days(since, now)}`,
  };
  const overdue: PriorityReason[] =
    points > POINTS_WHEN_DUE
      ? [{ kind: 'overdue', points: points - POINTS_WHEN_DUE, detail: `due ${days(dueAt, now)} ago` }]
      : [];
  return { score: priority.base + points, reasons: [...priority.reasons, age, ...overdue] };
}

function agePoints(since: Instant, dueAt: Instant, now: Instant): number {
  const gone = msBetween(since, now);
  if (gone <= 0) return 0;
  return Math.min(AGE_POINTS, Math.floor((POINTS_WHEN_DUE * gone) / msBetween(since, dueAt)));
}

function days(from: Instant, to: Instant): string {
  const count = Math.floor(msBetween(from, to) / DAY_MS);
  return count === 1 ? '1 day' : `${count} days`;
}
