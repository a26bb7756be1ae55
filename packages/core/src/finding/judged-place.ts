import type { FindingWhere } from './filter/compile-where.ts';
import type { FieldFilter } from './filter/finding-filters.ts';

interface PlaceLists {
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly resourceTypes?: readonly string[];
  readonly controls?: readonly string[];
}

/** What of the criteria of findings says where they are. */
interface AskedPlace extends PlaceLists {
  readonly products?: readonly string[];
  readonly resourceArn?: string;
  readonly filters?: { readonly fields: readonly FieldFilter[]; readonly where?: FindingWhere };
}

/** Where resources may be that a control judges. Every given list is an OR, the members together an AND. */
export interface JudgedPlace extends PlaceLists {
  /** Of PLACE_FIELDS alone. */
  readonly fields: readonly FieldFilter[];
  readonly where?: FindingWhere;
}

/** What both a finding and the count of a control's compliant resources have. */
export const PLACE_FIELDS = ['AwsAccountId', 'Region', 'ResourceRegion', 'ComplianceSecurityControlId'] as const;
/** What a finding has, and the resource that it is about has not: it does not narrow what was judged. */
const OF_FINDINGS = ['SeverityLabel', 'WorkflowStatus', 'RecordState', 'ComplianceStatus', 'Title'];

/**
 * Where the findings that are asked for may be, whatever else they must be. Undefined where something else of their
 * resources is asked for, such as a tag: then nobody can tell how many were judged.
 */
export function judgedPlace(asked: AskedPlace): JudgedPlace | undefined {
  const { accounts, regions, resourceTypes, controls, products, resourceArn, filters } = asked;
  if (products !== undefined || resourceArn !== undefined) return undefined;
  const { fields = [], where } = filters ?? {};
  const inGroups = where?.groups.flatMap((group) => group.filters.flat()) ?? [];
  if (![...fields, ...inGroups].every((filter) => isPlace(filter) || isOfFindings(filter))) return undefined;
  const narrowed = where && placesIn(where);
  return {
    ...(accounts === undefined ? {} : { accounts }),
    ...(regions === undefined ? {} : { regions }),
    ...(resourceTypes === undefined ? {} : { resourceTypes }),
    ...(controls === undefined ? {} : { controls }),
    fields: fields.filter(isPlace),
    ...(narrowed === undefined || narrowed.groups.length === 0 ? {} : { where: narrowed }),
  };
}

const isPlace = ({ kind, field }: FieldFilter): boolean =>
  kind === 'string' && PLACE_FIELDS.some((known) => known === field);
const isOfFindings = ({ kind, field }: FieldFilter): boolean => kind === 'string' && OF_FINDINGS.includes(field);

function placesIn({ operator, groups }: FindingWhere): FindingWhere {
  const inGroups = groups.map((group) => ({
    operator: group.operator,
    filters: narrowing(
      group.operator,
      group.filters.map((fields) => fields.filter(isPlace)),
      (fields) => fields.length > 0,
    ),
  }));
  return { operator, groups: narrowing(operator, inGroups, ({ filters }) => filters.length > 0) };
}

/** What holds everywhere narrows nothing, and beside an `or` it leaves nothing that does. */
function narrowing<T>(operator: FindingWhere['operator'], all: readonly T[], narrows: (one: T) => boolean): T[] {
  const left = all.filter(narrows);
  return operator === 'or' && left.length < all.length ? [] : left;
}
