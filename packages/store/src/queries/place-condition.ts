import type { FieldFilter, FindingCriteria } from '@trueup/core';
import { sql } from 'kysely';
import type { Condition } from './asff-values.ts';
import { all, columnCondition, some } from './finding-conditions.ts';
import { isOneOf } from './is-one-of.ts';

/** What both a finding and the count of a control's compliant resources have. */
const PLACES: Readonly<Record<string, string>> = {
  AwsAccountId: 'account_id',
  Region: 'region',
  ResourceRegion: 'region',
  ComplianceSecurityControlId: 'control_id',
};
/** What a finding has, and the resource that it is about has not: it does not narrow what was judged. */
const OF_FINDINGS = ['SeverityLabel', 'WorkflowStatus', 'RecordState', 'ComplianceStatus', 'Title'];

/**
 * Where the findings that are asked for may be, as a condition on accounts, regions, resource types and controls.
 * Undefined where something else of their resources is asked for.
 */
export function placeCondition(criteria: FindingCriteria): Condition | undefined {
  const { accounts, regions, resourceTypes, controls, products, resourceArn, filters } = criteria;
  if (products !== undefined || resourceArn !== undefined) return undefined;
  const { fields = [], where } = filters ?? {};
  const groups = where?.groups ?? [];
  if (![...fields, ...groups.flatMap((group) => group.filters.flat())].every(isKnown)) return undefined;
  const join = (operator: 'and' | 'or', each: readonly Condition[]): Condition =>
    operator === 'and' ? all(each) : some(each);
  const inGroups = groups.map((group) => join(group.operator, group.filters.map(placeOf)));
  return all([
    ...listed('account_id', accounts),
    ...listed('region', regions),
    ...listed('resource_type', resourceTypes),
    ...listed('control_id', controls),
    placeOf(fields),
    ...(where && groups.length > 0 ? [join(where.operator, inGroups)] : []),
  ]);
}

const isKnown = ({ kind, field }: FieldFilter): boolean =>
  kind === 'string' && (Object.hasOwn(PLACES, field) || OF_FINDINGS.includes(field));

function placeOf(fields: readonly FieldFilter[]): Condition {
  return all(
    fields.flatMap((field) => {
      const column = PLACES[field.field];
      return field.kind === 'string' && column !== undefined ? [columnCondition(column, field)] : [];
    }),
  );
}

const listed = (column: string, values: readonly string[] | undefined): readonly Condition[] =>
  values ? [isOneOf(sql.ref(column), values)] : [];
