import type { FindingCriteria } from '@trueup/core';
import { sql, type SqlBool } from 'kysely';
import type { Condition } from './asff-values.ts';
import { isOneOf, textArray } from './is-one-of.ts';

const MOST_BRANCHES = 100;

/**
 * The parts of a list that no finding is in twice, and which together have all that match. In each an index is read in
 * its order and no further than a page, as it could not be for one or the other.
 */
export function branches(criteria: FindingCriteria, titles: readonly string[] | undefined): readonly Condition[] {
  if (titles) {
    return titles.length === 0 || titles.length > MOST_BRANCHES
      ? [isOneOf(sql`title`, titles)]
      : titles.map((title) => isOneOf(sql`title`, [title]));
  }
  return typeBranches(criteria) ?? [sql<SqlBool>`true`];
}

function typeBranches({ filters }: FindingCriteria): readonly Condition[] | undefined {
  const tests = filters?.fields.find((field) => field.kind === 'string' && field.field === 'ResourceType');
  if (tests?.kind !== 'string' || tests.any.length === 0) return undefined;
  if (!tests.any.every(({ comparison }) => comparison === 'EQUALS')) return undefined;
  const types = [...new Set(tests.any.map(({ value }) => value))];
  return [
    ...types.map((type) => sql<SqlBool>`(asff_types is null and ${isOneOf(sql`asff_type`, [type])})`),
    sql<SqlBool>`asff_types && ${textArray(types)}`,
  ];
}
