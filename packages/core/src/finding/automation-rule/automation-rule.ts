import type { Instant } from '../../value/instant.ts';
import type { JsonObject } from '../../value/json.ts';
import type { FindingUpdate } from '../asff/finding-update.ts';

/** A rule without its identity: what a person writes. */
export interface AutomationRuleSettings {
  readonly name: string;
  readonly description: string;
  /** 1 to 1000, rules with small numbers first; need not be unique. */
  readonly order: number;
  readonly enabled: boolean;
  /** Where it matches, no later rule is looked at. */
  readonly terminal: boolean;
  /** AWS's AutomationRulesFindingFilters as they were given; compileFilters has accepted them. */
  readonly criteria: JsonObject;
  readonly update: FindingUpdate;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Criteria and the finding fields that are set at ingest wherever they match. */
export interface AutomationRule extends AutomationRuleSettings {
  /** `arn:<partition>:securityhub:<region>:<account>:automation-rule/<uuid>` */
  readonly arn: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What one rule changed in one finding. */
export interface AppliedRule {
  readonly ruleArn: string;
  readonly ruleName: string;
  readonly changes: readonly FieldChange[];
}

/** A change of one field as text, as GetFindingHistory tells it; what was or is not there has no text. */
export interface FieldChange {
  /** Such as `Severity.Label` or `Resources[0].Tags.owner`. */
  readonly field: string;
  readonly from?: string;
  readonly to?: string;
}
