import type { FieldFilter, JudgedPlace, PLACE_FIELDS } from '@trueup/core';
import { sql } from 'kysely';
import type { Condition } from './asff-values.ts';
import { all, columnCondition, some } from './finding-conditions.ts';
import { isOneOf } from './is-one-of.ts';

/** Of findings and of the counts of compliant resources alike. */
const COLUMNS: Readonly<Record<(typeof PLACE_FIELDS)[number], string>> = {
  AwsAccountId: 'account_id',
  Region: 'region',
  ResourceRegion: 'region',
  ComplianceSecurityControlId: 'control_id',
};

/** A place as a condition on accounts, regions, resource types and controls. */
export function placeCondition({ accounts, regions, resourceTypes, controls, fields, where }: JudgedPlace): Condition {
  const join = (operator: 'and' | 'or', each: readonly Condition[]): Condition =>
    operator === 'and' ? all(each) : some(each);
  const inGroups = where?.groups.map((group) => join(group.operator, group.filters.map(fieldsCondition))) ?? [];
  return all([
    ...listed('account_id', accounts),
    ...listed('region', regions),
    ...listed('resource_type', resourceTypes),
    ...listed('control_id', controls),
    fieldsCondition(fields),
    ...(where === undefined ? [] : [join(where.operator, inGroups)]),
  ]);
}

const isColumn = (field: string): field is keyof typeof COLUMNS => Object.hasOwn(COLUMNS, field);

const fieldsCondition = (fields: readonly FieldFilter[]): Condition =>
  all(
    fields.flatMap((filter) =>
      filter.kind === 'string' && isColumn(filter.field) ? [columnCondition(COLUMNS[filter.field], filter)] : [],
    ),
  );

const listed = (column: string, values: readonly string[] | undefined): readonly Condition[] =>
  values ? [isOneOf(sql.ref(column), values)] : [];
