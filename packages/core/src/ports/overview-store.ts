import type { FindingDay } from '../finding/finding-trend.ts';
import type { Instant } from '../value/instant.ts';

export interface OverviewQuery {
  /** Absent: everything. An empty list is about nothing. */
  readonly accounts?: readonly string[];
  /** From when on changes and repairs are counted. */
  readonly from: Instant;
  readonly now: Instant;
}

/** Open findings (ACTIVE, NEW or NOTIFIED, and not PASSED) of one severity. */
export interface OpenFindings {
  readonly severity: string;
  readonly count: number;
  /** Those whose time to repair is over. */
  readonly overdue: number;
  /** Since the oldest of them was first observed. */
  readonly oldestSeconds: number;
}

export interface OverviewMeasures {
  /** Only severities that have any. */
  readonly open: readonly OpenFindings[];
  /** Only days on which something changed. */
  readonly days: readonly FindingDay[];
  /** Of repairs that ended since `from`, each counted once. */
  readonly repairs: {
    /** And not undone since. */
    readonly verified: number;
    readonly undone: number;
    readonly alreadyCompliant: number;
    readonly stillNonCompliant: number;
    readonly failed: number;
    /** Refused before any change, or cancelled. */
    readonly other: number;
  };
  /** Of repairs verified since `from` and not undone, the last MOST_REPAIRS at most: from the opening of the finding. */
  readonly secondsToRemediate: {
    readonly count: number;
    readonly mean: number;
    readonly p50: number;
    readonly p90: number;
  };
  /** Plans that a person can still approve. */
  readonly waitingApprovals: number;
  /** Executions that are not finished. */
  readonly runningExecutions: number;
}

/** How many findings of an account are open, by severity. */
export interface AccountOpenFindings {
  readonly accountId: string;
  readonly severity: string;
  readonly count: number;
}

export interface OverviewStore {
  /** Reads much: its caller keeps the answer for a while. */
  measure(query: OverviewQuery): Promise<OverviewMeasures>;
  openByAccount(accounts: readonly string[]): Promise<readonly AccountOpenFindings[]>;
}
