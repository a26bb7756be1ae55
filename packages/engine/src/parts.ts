import type {
  AccountId,
  Clock,
  Digest,
  Door,
  Ids,
  LibraryEntry,
  Policy,
  ResourceReader,
  ScriptRunner,
  Store,
} from '@trueup/core';

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
  /**
   * The accounts that automations may enter, which the door knows from then on: those of the policy or, where there is
   * none yet, the account of the process's own credentials. Rejects with PolicyUnreadable when the policy has a fault.
   */
  readonly accounts: () => Promise<readonly AccountId[]>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digest: Digest;
  readonly log: Log;
  /** POSTs to a webhook's address. Never throws. */
  readonly post: Post;
  readonly timing: EngineTiming;
}

export type Post = (
  request: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string },
  signal: AbortSignal,
) => Promise<
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: string }
>;

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
