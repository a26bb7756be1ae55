import type { Decision } from '../decision/decide.ts';
import type { Guard } from '../decision/guard.ts';
import type { RemediationRun, RunResult } from '../decision/remediation-run.ts';
import type { FindingId } from '../finding/finding.ts';
import type { Instant } from '../value/instant.ts';
import type { Page, PageRequest } from './page.ts';

/** What was last decided about a finding. */
export interface StoredDecision {
  readonly findingId: FindingId;
  readonly decision: Decision;
  /** What decided; absent where nothing stood in the way. */
  readonly guard?: Guard;
  readonly detail: string;
  readonly remediation: string;
  readonly policyHash: string;
  readonly decidedAt: Instant;
  /** When it is decided anew by itself; absent: when the finding or the policy changes. */
  readonly dueAt?: Instant;
}

export interface DecisionStore {
  /** Decide about them at this time, or earlier where that was settled before. */
  due(ids: readonly FindingId[], at: Instant): Promise<void>;
  /** All that are open and not waiting, after the policy or an exception has changed. Tells how many. */
  allDue(at: Instant): Promise<number>;
  /** Takes what is due for `leaseMs`, oldest first; what is not saved by then is due again. */
  claim(options: {
    readonly now: Instant;
    readonly limit: number;
    readonly leaseMs: number;
  }): Promise<readonly FindingId[]>;
  /**
   * One a finding: the last one counts. Ends the claim. `announced`: the `dueAt` that an earlier save has set in case
   * this one would never come; it is over.
   */
  save(decisions: readonly StoredDecision[], announced?: Instant): Promise<void>;
  /** Of findings that are gone. */
  forget(ids: readonly FindingId[]): Promise<void>;
  of(ids: readonly FindingId[]): Promise<readonly StoredDecision[]>;
  /** Newest first. */
  list(
    query: PageRequest & { readonly kinds?: readonly Decision['kind'][]; readonly reasons?: readonly string[] },
  ): Promise<Page<StoredDecision>>;
  counts(): Promise<readonly { readonly kind: Decision['kind']; readonly reason?: string; readonly count: number }[]>;
  /** How long until the next is due, at most `most` milliseconds. */
  nextMs(now: Instant, most: number): Promise<number>;
}

/** What a count of runs is about; members are an AND. */
export interface RunScope {
  readonly accountId?: string;
  readonly controlId?: string;
  readonly remediation?: string;
  readonly documentName?: string;
}

export interface RunStore {
  /** Waits for other transactions that hold one of the keys, and holds them until this one ends. Only in a transaction. */
  holdKeys(keys: readonly string[]): Promise<void>;
  insert(runs: readonly RemediationRun[]): Promise<void>;
  finish(id: string, end: { readonly at: Instant; readonly result: RunResult }): Promise<void>;
  /** The undo of this repair has ended well. */
  undone(id: string, at: Instant): Promise<void>;
  /** Newest first. A run that began after `since`, or that has not ended. */
  ofFindings(ids: readonly FindingId[], since: Instant): Promise<readonly RemediationRun[]>;
  /** Repairs in each scope, newest first, at most `limit` each. */
  recent(
    scopes: readonly RunScope[],
    query: { readonly since: Instant; readonly limit: number },
  ): Promise<readonly (readonly RemediationRun[])[]>;
  /** One answer a scope: repairs begun at or after `since` (also those of a clock that was ahead), and those under way. */
  counts(scopes: readonly (RunScope & { readonly since: Instant })[]): Promise<
    readonly {
      readonly started: number;
      readonly running: number;
      readonly failed: number;
      readonly oldestAt?: Instant;
    }[]
  >;
  /** The ladder's numbers; one answer a scope. */
  records(scopes: readonly (RunScope & { readonly controlId: string })[]): Promise<
    readonly {
      readonly runs: number;
      readonly verified: number;
      readonly undone: number;
      readonly failed: number;
      readonly verifiedInARow: number;
    }[]
  >;
  /** Newest first. */
  list(query: PageRequest & RunScope): Promise<Page<RemediationRun>>;
  removeFinishedBefore(at: Instant): Promise<number>;
}
