import type { Clock, Digest, Door, Ids, LibraryEntry, Policy, ResourceReader, ScriptRunner, Store } from '@trueup/core';

/** Structured log lines; nothing secret is ever passed. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Everything outside that the stages use. Who plays each part is said in one file of the server. */
export interface EngineParts {
  readonly store: Store;
  readonly door: Door;
  readonly reader: ResourceReader;
  readonly scripts: ScriptRunner;
  readonly catalogue: readonly LibraryEntry[];
  /** Reads the owner's policy anew; rejects with PolicyUnreadable when it has a fault. */
  readonly policy: () => Promise<Policy>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digest: Digest;
  readonly log: Log;
  readonly timing: EngineTiming;
}

export interface EngineTiming {
  /** Waits before the second, third, … look of a verification: AWS is eventually consistent. */
  readonly verifyDelaysMs: readonly number[];
  /** How long a worker holds an execution without a sign of life. */
  readonly leaseMs: number;
}

export const defaultTiming: EngineTiming = { verifyDelaysMs: [1_000, 3_000, 10_000, 30_000, 60_000], leaseMs: 15_000 };

/** The policy file has a fault: nothing is decided until it is mended. */
export class PolicyUnreadable extends Error {
  override readonly name = 'PolicyUnreadable';
}
