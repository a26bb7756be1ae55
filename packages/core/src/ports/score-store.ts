import type { ComplianceRow, EvaluatedRow } from '../standard/compliance-cells.ts';
import type { ScoreSnapshot } from '../standard/compliance-scores.ts';
import type { Instant } from '../value/instant.ts';
import type { Page, PageRequest } from './page.ts';

/** Every given member is an AND; `from` belongs to the time, `to` does not. */
export interface ScoreQuery extends PageRequest {
  readonly standard?: ScoreSnapshot['standard'];
  readonly accountId?: string;
  readonly region?: string;
  readonly from?: Instant;
  readonly to?: Instant;
}

/** One list that a scan has read whole. */
export interface ScannedList {
  readonly accountId: string;
  readonly region: string;
  readonly resourceType: string;
}

/** What compliance scores are made of, and those of the days before. */
export interface ScoreStore {
  /** How the ACTIVE findings stand that are not suppressed. */
  standing(): Promise<readonly ComplianceRow[]>;
  /** How many resources of a list are compliant, by control: in the place of what was known of these. */
  noteEvaluated(
    list: ScannedList,
    compliant: readonly { readonly controlId: string; readonly resources: number }[],
    at: Instant,
  ): Promise<void>;
  /** What the last scans found compliant. */
  evaluated(): Promise<readonly EvaluatedRow[]>;
  /** Keeps them for the history: of one day, standard, account and region the last one counts. */
  add(scores: readonly ScoreSnapshot[]): Promise<void>;
  /** Newest first. */
  list(query: ScoreQuery): Promise<Page<ScoreSnapshot>>;
}
