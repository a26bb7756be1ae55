import { msBetween, type Clock, type Instant } from '@trueup/core';
import { sql, type RawBuilder } from 'kysely';

/**
 * An instant of the engine's clock as a time of the server's clock: the same span from now. So a wake-up comes when it
 * was meant to, also when the clocks of the machines disagree.
 */
export function fromDatabaseNow(clock: Clock, instant: Instant | undefined): RawBuilder<string | null> {
  if (instant === undefined) return sql<null>`null`;
  return sql<string>`clock_timestamp() + ${msUntil(clock, instant)} * interval '1 millisecond'`;
}

export function msUntil(clock: Clock, instant: Instant): number {
  return Math.max(0, msBetween(clock.now(), instant));
}
