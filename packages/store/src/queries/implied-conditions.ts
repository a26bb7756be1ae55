import { SEVERITIES } from '@trueup/core';
import { sql, type SqlBool } from 'kysely';
import type { Condition } from './asff-values.ts';
import { isOneOf } from './is-one-of.ts';

/** The form of ids that a control is known by: a stored finding that names one is a finding about that control (identify). */
const CONTROL_ID = /^(?!PCI\.)[A-Za-z][A-Za-z0-9]{0,31}(?:\.[A-Za-z][A-Za-z0-9]{0,31}){0,2}\.\d{1,4}$/i;

export const isControlId = (text: string): boolean => CONTROL_ID.test(text);

/**
 * What holds wherever the column has one of these values: it changes nothing but the speed, since there is an index
 * by it.
 */
export function impliedConditions(column: string, values: readonly string[]): readonly Condition[] {
  if (column === 'severity') return severityRanks(values);
  if (column === 'security_control_id' && values.every(isControlId)) {
    return [isOneOf(sql`control_id`, values)];
  }
  if (column === 'product_arn') return [isOneOf(sql`left(product_arn, 256)`, values.map(start))];
  return [];
}

const start = (text: string): string => [...text].slice(0, 256).join('');

/** One rank as an equation, so that what is sorted by severity begins there. */
function severityRanks(values: readonly string[]): readonly Condition[] {
  const ranks = SEVERITIES.flatMap((label, rank) => (values.includes(label) ? [rank] : []));
  const [lowest, highest] = [ranks[0], ranks.at(-1)];
  if (lowest === undefined || highest === undefined) return [];
  if (lowest === highest) return [sql<SqlBool>`severity_rank = ${lowest}::int`];
  return [sql<SqlBool>`severity_rank >= ${lowest}::int and severity_rank <= ${highest}::int`];
}
