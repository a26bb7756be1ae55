import type { Severity } from '../control/control.ts';
import type { AppliedRule, FieldChange } from '../finding/automation-rule/automation-rule.ts';
import type { FindingWhere } from '../finding/filter/compile-where.ts';
import type { FieldFilter } from '../finding/filter/finding-filters.ts';
import type { Finding, FindingId } from '../finding/finding.ts';
import type { JudgedPlace } from '../finding/judged-place.ts';
import type { AccountId, Region } from '../resource/resource.ts';
import type { ScanId } from '../scan/scan.ts';
import type { Instant } from '../value/instant.ts';
import type { Page, PageRequest } from './page.ts';

/** `severity`: then the last observed first. Each ends with the id, so that the order is total. */
export const FINDING_ORDERS = ['severity', 'priority', 'first-observed', 'last-observed', 'updated'] as const;
export type FindingOrder = (typeof FINDING_ORDERS)[number];

/** Every given list is an OR, the members together an AND. */
export interface FindingCriteria {
  readonly controls?: readonly string[];
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly severities?: readonly string[];
  readonly workflows?: readonly string[];
  readonly recordStates?: readonly string[];
  readonly compliances?: readonly string[];
  readonly products?: readonly string[];
  readonly resourceTypes?: readonly string[];
  readonly resourceArn?: string;
  /** Open findings whose term was over at `now`, or with `is: false` all others. */
  readonly overdue?: { readonly is: boolean; readonly now: Instant };
  /** Filters of findings, compiled: all of these fields, and `where` as well. Relative dates count back from `now`. */
  readonly filters?: { readonly fields: readonly FieldFilter[]; readonly where?: FindingWhere; readonly now: Instant };
}

export interface FindingQuery extends FindingCriteria, PageRequest {
  /** severity when absent. */
  readonly order?: FindingOrder;
  /** Absent: the highest or latest first. */
  readonly ascending?: boolean;
}

/** What can be counted by; the ASFF attribute it is in AWS's insights stands in insightGroups. */
export const FINDING_GROUPS = [
  'severity',
  'controlId',
  'accountId',
  'region',
  'workflow',
  'recordState',
  'compliance',
  'resourceType',
  'resourceArn',
  'product',
  'title',
  'generatorId',
] as const;
export type FindingGroup = (typeof FINDING_GROUPS)[number];

export interface ReporterId {
  readonly productArn: string;
  readonly id: string;
}

/** One change of a finding, as GetFindingHistory tells it. */
export interface FindingHistoryEntry {
  readonly findingId: FindingId;
  readonly at: Instant;
  readonly created: boolean;
  readonly source: { readonly kind: 'import' | 'update' | 'scan' | 'verification'; readonly identity: string };
  readonly changes: readonly FieldChange[];
  /** The automation rules that took part, each with what it changed. */
  readonly rules: readonly AppliedRule[];
}

export interface GroupCount {
  readonly key: string;
  readonly count: number;
}

/** How the resources that a control judges stand, as far as it is known. */
export interface ControlGroup {
  readonly controlId: string;
  readonly title: string;
  /** The highest of its open findings. */
  readonly severity: Severity;
  readonly findings: number;
  /**
   * Resources with an open finding: a control has one finding about a resource. Absent for what is no control, such as
   * a detection.
   */
  readonly resources?: number;
}

export interface FindingStore {
  byId(id: FindingId): Promise<Finding | undefined>;
  /** In a transaction the rows are locked until its end. Unknown ids are left out. */
  byIds(ids: readonly FindingId[]): Promise<readonly Finding[]>;
  /**
   * As save, in a transaction, for findings that are new. When one of them is there meanwhile, the transaction has lost
   * a race and is tried again as a whole: what the other one wrote is seen then, and not written over.
   */
  insert(findings: readonly Finding[]): Promise<void>;
  /** Inserts or replaces, and remembers which reporter's finding became part of which. */
  save(findings: readonly Finding[]): Promise<void>;
  /** The finding that each reporter's became part of, in the order asked for. */
  ofReporters(reporters: readonly ReporterId[]): Promise<readonly (FindingId | undefined)[]>;
  list(query: FindingQuery): Promise<Page<Finding>>;
  /** No further than `atMost`. */
  count(query: FindingCriteria, atMost?: number): Promise<number>;
  /**
   * Open findings (ACTIVE, NEW or NOTIFIED, not PASSED) by control: the most severe first, then the one with the most
   * findings. At most 1000.
   */
  byControl(criteria: FindingCriteria): Promise<readonly ControlGroup[]>;
  /**
   * How many resources each control has judged in a place: those with a finding that is ACTIVE, whatever became of it,
   * and the compliant ones. A control is absent where nobody told of compliant ones.
   */
  evaluatedByControl(place: JudgedPlace): Promise<ReadonlyMap<string, number>>;
  /** ACTIVE findings of these controls in this place that the scan did not see. Rows are locked in a transaction. */
  unseen(place: {
    readonly accountId: AccountId;
    readonly region: Region;
    readonly resourceType: string;
    readonly controls: readonly string[];
    readonly scanId: ScanId;
  }): Promise<readonly Finding[]>;
  /** Findings a group, most first, at most `limit` groups (1000 when absent). */
  counts(
    by: FindingGroup | readonly string[],
    criteria: FindingCriteria,
    limit?: number,
  ): Promise<readonly GroupCount[]>;
  addHistory(entries: readonly FindingHistoryEntry[]): Promise<void>;
  /** Newest first. */
  history(
    id: FindingId,
    page: PageRequest & { readonly from?: Instant; readonly to?: Instant },
  ): Promise<Page<FindingHistoryEntry>>;
  /** Removes findings whose last update is older, a part at a time, with their history; tells how many. */
  removeUnchangedSince(before: { readonly active: Instant; readonly archived: Instant }): Promise<number>;
}
