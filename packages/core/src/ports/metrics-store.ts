import type { RunResult } from '../decision/remediation-run.ts';
import type { Instant } from '../value/instant.ts';

/** What waits for a worker, and for how long the first of it has. */
export interface Waiting {
  readonly count: number;
  /** 0 where nothing waits. */
  readonly oldestSeconds: number;
}

/** How the store stands at one moment. Nothing in it names a resource. */
export interface StoreMeasures {
  /** Open findings: ACTIVE, NEW or NOTIFIED, and not PASSED. Ages count from when each was first observed. */
  readonly openFindings: readonly {
    readonly severity: string;
    readonly count: number;
    /** One for each of AGE_DAYS: how many are older. */
    readonly older: readonly number[];
    readonly oldestSeconds: number;
  }[];
  /** Of executions that are not finished. */
  readonly openExecutions: readonly { readonly kind: string; readonly phase: string; readonly count: number }[];
  readonly executionsDue: Waiting;
  readonly deliveriesDue: Waiting;
  readonly decisionsDue: Waiting;
  readonly deliveries: { readonly pending: number; readonly dead: number };
  /** Of those that are kept, by how they ended; those under way are left out. */
  readonly runs: readonly {
    readonly kind: 'repair' | 'undo';
    readonly automatic: boolean;
    readonly result: RunResult;
    readonly count: number;
    /** Repairs that were undone since. */
    readonly undone: number;
  }[];
  /** Of the repairs verified within REPAIR_DAYS, the last MOST_REPAIRS at most: from the opening of the finding. */
  readonly secondsToRemediate: {
    readonly count: number;
    readonly mean: number;
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
  };
  readonly records: { readonly seq: number; readonly anchorSeq: number; readonly lastCheckpointAt?: Instant };
}

export const AGE_DAYS = [1, 7, 30, 90] as const;
export const REPAIR_DAYS = 30;
export const MOST_REPAIRS = 5_000;

export interface MetricsStore {
  /** Reads much: its caller keeps the answer for a while. */
  measure(now: Instant): Promise<StoreMeasures>;
}
