import type { FindingId } from '../finding/finding.ts';
import type { AccountId } from '../resource/resource.ts';
import type { Instant } from '../value/instant.ts';

/**
 * How a run counts. verified: the resource is right now. failed: it was changed, or meant to be, and is not known to be
 * right. neutral: refused before any change, already compliant, or cancelled by a person.
 */
export type RunResult = 'verified' | 'failed' | 'neutral';

/** One started repair or undo, as limits, breakers, attempts and the promotion ladder count it. */
export interface RemediationRun {
  /** Of its execution. */
  readonly id: string;
  readonly kind: 'repair' | 'undo';
  readonly findingId: FindingId;
  /** The name of the policy's line that let it start; NO_LINE without one. */
  readonly remediation: string;
  readonly controlId: string;
  readonly documentName: string;
  readonly accountId: AccountId;
  readonly resourceArn: string;
  /** Whether the policy started it, and not a person. */
  readonly automatic: boolean;
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  readonly result?: RunResult;
  /** When an undo of this repair ended well. */
  readonly undoneAt?: Instant;
}

/** The line's name of what a person started without any. */
export const NO_LINE = 'none';

/** What a runbook has shown on a control so far. */
export interface TrackRecord {
  readonly runs: number;
  readonly verified: number;
  readonly undone: number;
  readonly failed: number;
  /** Verified and not undone, since the last that failed or was undone. */
  readonly verifiedInARow: number;
}
