import type { ChangeEvent } from '../finding/investigation.ts';
import type { Instant } from '../value/instant.ts';

/** What the events of a resource are weighed by. */
export interface FaultSeen {
  /** When the fault was first seen, or seen again. */
  readonly at: Instant;
  /** The resource was right then: what was called before did not make the fault. Absent: not known. */
  readonly rightAt?: Instant;
  /** The calls that bring such a fault about, the likeliest first. */
  readonly causes: readonly string[];
}

/**
 * The event that most likely made a fault: the last successful write before it was seen that is none of ours, and among
 * those one that is known to bring such a fault about.
 */
export function likelyCause(events: readonly ChangeEvent[], fault: FaultSeen): ChangeEvent | undefined {
  const { at, rightAt = '', causes } = fault;
  const candidates = events
    .filter((event) => event.errorCode === undefined && event.executionId === undefined)
    .filter((event) => event.at <= at && event.at >= rightAt)
    .toSorted((one, other) => (one.at === other.at ? order(one.id, other.id) : order(other.at, one.at)));
  return candidates.find(({ name }) => causes.includes(name)) ?? candidates[0];
}

const order = (one: string, other: string): number => (one < other ? -1 : 1);
