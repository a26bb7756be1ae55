import type { Asff, AutomationRule, FieldChange, Instant, JsonObject, Page, PageRequest } from '@trueup/core';
import type { Caller } from '../caller.ts';

/**
 * What the operations of Security Hub need of the application. They have checked the shape of the request, how many
 * items it has and whose account a finding names; what findings, filters, updates and rules say is checked behind this
 * port. Everything is the caller's account's. Members of AWS's documents keep AWS's casing. Lists that are not pages are
 * whole: the operations cut them. A cursor that is none rejects with InvalidPageRequest.
 */
export interface FindingsPort {
  /** One outcome a finding, in their order. Of findings with the same identity the later one comes after the earlier. */
  importFindings(findings: readonly JsonObject[], by: Caller): Promise<readonly FindingImported[]>;
  /** `update` has some of the nine fields. One outcome an identifier, in their order. */
  updateFindings(
    identifiers: readonly FindingIdentifier[],
    update: JsonObject,
    by: Caller,
  ): Promise<{ readonly kind: 'updated'; readonly outcomes: readonly FindingUpdated[] } | Invalid>;
  findings(query: FindingsQuery, by: Caller): Promise<({ readonly kind: 'page' } & Page<Asff>) | Invalid>;
  /** Newest first. */
  history(
    query: HistoryQuery,
    by: Caller,
  ): Promise<({ readonly kind: 'page' } & Page<FindingHistoryEntry>) | { readonly kind: 'unknown' }>;

  /** `input` is that of CreateAutomationRule. */
  createAutomationRule(
    input: JsonObject,
    by: Caller,
  ): Promise<{ readonly kind: 'created'; readonly rule: AutomationRule } | Invalid | TooMany>;
  /** `changes` has those members of CreateAutomationRule's input that change. */
  updateAutomationRule(ruleArn: string, changes: JsonObject, by: Caller): Promise<Done | Unknown | Invalid>;
  deleteAutomationRule(ruleArn: string, by: Caller): Promise<Done | Unknown>;
  /** In the order of their application. */
  automationRules(by: Caller): Promise<readonly AutomationRule[]>;

  /** `id` is unique in the account. */
  createCustomAction(
    action: Omit<CustomAction, 'arn'>,
    by: Caller,
  ): Promise<{ readonly kind: 'created'; readonly action: CustomAction } | { readonly kind: 'exists' } | TooMany>;
  updateCustomAction(
    actionArn: string,
    changes: Partial<Pick<CustomAction, 'name' | 'description'>>,
    by: Caller,
  ): Promise<Done | Unknown>;
  deleteCustomAction(actionArn: string, by: Caller): Promise<Done | Unknown>;
  customActions(by: Caller): Promise<readonly CustomAction[]>;

  createInsight(
    insight: Omit<Insight, 'arn'>,
    by: Caller,
  ): Promise<{ readonly kind: 'created'; readonly insight: Insight } | Invalid | TooMany>;
  updateInsight(
    insightArn: string,
    changes: Partial<Omit<Insight, 'arn'>>,
    by: Caller,
  ): Promise<Done | Unknown | Invalid>;
  deleteInsight(insightArn: string, by: Caller): Promise<Done | Unknown>;
  insights(by: Caller): Promise<readonly Insight[]>;
  /** Most findings first, at most 100 groups. */
  insightResults(
    insightArn: string,
    by: Caller,
  ): Promise<
    { readonly kind: 'results'; readonly insight: Insight; readonly groups: readonly InsightGroup[] } | Unknown
  >;
}

interface Done {
  readonly kind: 'done';
}

/** The caller's account has none of this ARN. */
interface Unknown {
  readonly kind: 'unknown';
}

interface Invalid {
  readonly kind: 'invalid';
  /** Such as `Criteria.Title[0].Comparison`. */
  readonly field: string;
  /** Goes on from the field: `must be …`. */
  readonly reason: string;
}

interface TooMany {
  readonly kind: 'too-many';
  /** A sentence that names the limit. */
  readonly reason: string;
}

export interface FindingIdentifier {
  readonly Id: string;
  readonly ProductArn: string;
}

export type FindingImported =
  /** Created, replaced, or ignored since what is stored is as new. */
  | { readonly kind: 'imported' }
  /** It is no valid finding: `field` is a path such as `Resources[0].Type`, and `reason` goes on from it. */
  | { readonly kind: 'rejected'; readonly field: string; readonly reason: string }
  /** Our fault; the import can be sent again. */
  | { readonly kind: 'failed'; readonly reason: string };

export type FindingUpdated =
  { readonly kind: 'updated' } | { readonly kind: 'failed'; readonly code: UpdateErrorCode; readonly reason: string };

type UpdateErrorCode =
  | 'ConcurrentUpdateError'
  | 'DuplicatedFindingIdentifier'
  | 'FindingNotFound'
  | 'FindingSizeExceeded'
  | 'InternalFailure'
  | 'InvalidInput';

export interface FindingsQuery extends PageRequest {
  /** An AwsSecurityFindingFilters. */
  readonly filters: JsonObject;
  /** Earlier ones take precedence. `field` is an ASFF path or the name of a filter, as AWS takes both. */
  readonly sort: readonly { readonly field: string; readonly order: 'asc' | 'desc' }[];
}

export interface HistoryQuery extends PageRequest {
  readonly finding: FindingIdentifier;
  readonly from?: Instant;
  readonly to?: Instant;
}

export interface FindingHistoryEntry {
  readonly at: Instant;
  /** This entry is the finding's first. */
  readonly created: boolean;
  readonly source: {
    readonly type: 'BATCH_UPDATE_FINDINGS' | 'BATCH_IMPORT_FINDINGS';
    /** Who it was: a person's or a product's name or ARN. */
    readonly identity: string;
  };
  readonly updates: readonly FieldChange[];
}

export interface CustomAction {
  /** `arn:aws:securityhub:<region>:<account>:action/custom/<id>` */
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface Insight {
  /** `arn:aws:securityhub:<region>:<account>:insight/<account>/custom/<uuid>`; managed ones are read-only. */
  readonly arn: string;
  readonly name: string;
  /** An AwsSecurityFindingFilters. */
  readonly filters: JsonObject;
  /** The name of a filter, such as `ResourceType`. */
  readonly groupBy: string;
}

interface InsightGroup {
  readonly value: string;
  readonly count: number;
}
