import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { AskedWhere } from './filter/compile-where.ts';

/** A custom action: a named button on findings that publishes an event. */
export interface ActionTarget {
  /** `arn:<partition>:securityhub:<region>:<account>:action/custom/<id>` */
  readonly arn: string;
  /** 1 to 20 letters and digits. */
  readonly id: string;
  /** At most 20 characters. */
  readonly name: string;
  readonly description: string;
}

/** Findings that match, counted by an attribute. */
export interface Insight {
  /** `arn:<partition>:securityhub:<region>:<account>:insight/<account>/custom/<uuid>` */
  readonly arn: string;
  readonly name: string;
  /** AWS's AwsSecurityFindingFilters as they were given; compileFilters has accepted them. */
  readonly filters: JsonObject;
  /** A filter attribute whose value is a text, such as `ResourceId`. */
  readonly groupBy: string;
}

/** A way to look at the list of findings that someone wants to come back to. */
export interface SavedView {
  readonly name: string;
  /** AwsSecurityFindingFilters, as a search takes them. */
  readonly filters: JsonObject;
  /** Filters joined by and and or, beside those. */
  readonly where?: AskedWhere;
  /** Only what is overdue when it is looked at, or only what is not. */
  readonly overdue?: boolean;
  readonly order?: string;
  readonly groupBy?: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
}
