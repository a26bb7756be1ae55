import type { Instant } from '../../value/instant.ts';
import type { Asff } from '../asff/asff.ts';

/**
 * Who speaks: an automation rule's criteria, the filters of GetFindings and of insights, or our own search, which has
 * the fields of the one and the comparisons of the other.
 */
export type FilterDialect = 'automation-rule' | 'get-findings' | 'search';

/** Comparisons of a text; a negative one of AWS is the positive one among what must not hold. */
export type TextComparison = 'EQUALS' | 'PREFIX' | 'CONTAINS';

/** Case-sensitive, nothing trimmed. */
export interface TextTest {
  readonly comparison: TextComparison;
  readonly value: string;
}

/** One key of a map and what its value must be. */
export interface MapTest {
  readonly key: string;
  readonly comparison: Exclude<TextComparison, 'PREFIX'>;
  readonly value: string;
}

/** All members that are given must hold. At least one is given. */
export interface NumberTest {
  readonly eq?: number;
  readonly gte?: number;
  readonly lte?: number;
  readonly gt?: number;
  readonly lt?: number;
}

export type DateTest =
  /** Both ends belong to it; at least one is given. */
  | { readonly kind: 'between'; readonly from?: Instant; readonly to?: Instant }
  /** At or after `days` times 24 hours before now; a time that is still to come is within as well. */
  | { readonly kind: 'within'; readonly days: number }
  /** Before that. */
  | { readonly kind: 'older-than'; readonly days: number };

/**
 * Member names from the top of a finding; `[]` stands for each entry of the list reached so far, such as
 * `['Resources', '[]', 'Details', 'AwsEc2Instance', 'IpV4Addresses', '[]']`.
 */
export type AsffPath = readonly string[];

interface At {
  /** AWS's name of the field, such as `ResourceType`. */
  readonly field: string;
  /** A path may lead to several values, to one or to none: a test holds when it holds for some value there. */
  readonly path: AsffPath;
}

/**
 * The conditions on one field. It holds when some of `any` holds or `any` is empty, and none of `none` does. So a
 * finding without a value there fails `any` unless it is empty, and `none` does not touch it; of several values one is
 * enough to make a test hold.
 */
export type FieldFilter =
  | (At & { readonly kind: 'string'; readonly any: readonly TextTest[]; readonly none: readonly TextTest[] })
  /** The path leads to maps of texts. */
  | (At & { readonly kind: 'map'; readonly any: readonly MapTest[]; readonly none: readonly MapTest[] })
  | (At & { readonly kind: 'number'; readonly any: readonly NumberTest[] })
  | (At & { readonly kind: 'date'; readonly any: readonly DateTest[] })
  | (At & { readonly kind: 'boolean'; readonly any: readonly boolean[] })
  /** Networks in CIDR notation, host bits cleared, such as `10.0.0.0/8`. A value that is no address is in none. */
  | (At & { readonly kind: 'ip'; readonly any: readonly string[] })
  /** AWS's deprecated Keyword, which it does not define: the title or the description contains it, in any case. */
  | { readonly kind: 'keyword'; readonly field: 'Keyword'; readonly any: readonly string[] };

/** Filters that were checked. A finding matches when every field's conditions hold; without fields every one matches. */
export interface FindingFilters {
  readonly kind: 'filters';
  /** Once a field, in the order given. No list `any` is empty where there is no `none`. */
  readonly fields: readonly FieldFilter[];
  /** `now` is what `within` and `older-than` count back from. */
  readonly matches: (asff: Asff, now: Instant) => boolean;
}

export interface InvalidFilters {
  readonly kind: 'invalid';
  /** Such as `ResourceType[0].Comparison`. */
  readonly field: string;
  /** A sentence that goes on from the field's name, such as `must be one of EQUALS, PREFIX`. */
  readonly reason: string;
}
