import type {
  AccountId,
  Clock,
  ControlLookup,
  Deliver,
  DeliveryOutcome,
  DeliveryProblem,
  Digest,
  Door,
  Ids,
  LibraryEntry,
  Parcel,
  PrioritySettings,
  Policy,
  ResourceReader,
  ScriptRunner,
  Store,
  TargetAddress,
} from '@trueup/core';
import type { ExceptionBook } from './decide/exception-book.ts';
import type { CountNonCompliant } from './decide/non-compliant.ts';
import type { EventBus } from './event/event-bus.ts';
import type { RuleBook } from './finding/rule-book.ts';

/** Structured log lines; nothing secret is ever passed. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Everything outside that the stages use. Who plays each part is said in one file of the server. */
export interface OutsideParts {
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
  /** The account whose rules cover all others, as Security Hub's administrator account. */
  readonly administrator: () => Promise<AccountId>;
  /** The names that other tools have for controls. */
  readonly lookup: ControlLookup;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digest: Digest;
  readonly log: Log;
  /** POSTs to a webhook's address. Never throws. */
  readonly post: Post;
  readonly timing: EngineTiming;
  /** Sends to targets outside, by their kind. */
  readonly deliver: { readonly [K in OutsideKind]: Deliver<K> };
  /** Sends what could not be delivered to a queue of dead letters. */
  readonly deadLetter: (
    queueArn: string,
    letter: { readonly parcel: Parcel; readonly problem: DeliveryProblem; readonly retries: number },
    signal: AbortSignal,
  ) => Promise<DeliveryOutcome>;
}

/** Targets that the engine does not serve itself. */
export type OutsideKind = Exclude<TargetAddress['kind'], 'runbook' | 'remediation' | 'security-hub'>;

/** What the stages work with: the parts from outside, and what they share among themselves. */
export interface EngineParts extends OutsideParts {
  readonly bus: EventBus;
  readonly rules: RuleBook;
  /** How the owner wants findings to be prioritised. */
  readonly priorities: () => Promise<PrioritySettings>;
  readonly exceptions: ExceptionBook;
  readonly nonCompliant: CountNonCompliant;
  /** Whether the policy may do something about findings of a control without being asked. */
  readonly decides: () => Promise<(controlId: string) => boolean>;
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
