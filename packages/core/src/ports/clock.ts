import type { Instant } from '../value/instant.ts';

export interface Clock {
  now(): Instant;
}

/** Makes ids that no one else makes: a prefix, a dash and random hex digits. */
export interface Ids {
  next(prefix: 'plan' | 'scan' | 'record' | 'exception'): string;
  /** A random UUID. */
  uuid(): string;
}
