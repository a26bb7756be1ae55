import type { JsonObject } from '../../value/json.ts';
import { compileFilters } from './compile-filters.ts';
import { invalidAt } from './filter-entry.ts';
import type { FieldFilter, InvalidFilters } from './finding-filters.ts';

export type JoinOperator = 'and' | 'or';

/**
 * Filters that were checked, joined on two levels. A filter holds when all of its fields do. Without groups every
 * finding matches.
 */
export interface FindingWhere {
  readonly operator: JoinOperator;
  readonly groups: readonly {
    readonly operator: JoinOperator;
    readonly filters: readonly (readonly FieldFilter[])[];
  }[];
}

/** The same as it is asked: each filter an AwsSecurityFindingFilters. */
export interface AskedWhere {
  readonly operator: JoinOperator;
  readonly groups: readonly { readonly operator: JoinOperator; readonly filters: readonly JsonObject[] }[];
}

/**
 * Compiles each filter as compileFilters does. A fault names its place, such as `groups[1].filters[0].SeverityLabel`.
 * What holds of everything is refused: in an `or` it would undo all that stands beside it.
 */
export function compileWhere({ operator, groups }: AskedWhere): FindingWhere | InvalidFilters {
  const compiled: FindingWhere['groups'][number][] = [];
  for (const [index, group] of groups.entries()) {
    const at = `groups[${index}]`;
    if (group.filters.length === 0) return invalidAt(at, 'must have a filter');
    const filters: (readonly FieldFilter[])[] = [];
    for (const [number, filter] of group.filters.entries()) {
      const fields = fieldsOf(filter, `${at}.filters[${number}]`);
      if ('kind' in fields) return fields;
      filters.push(fields);
    }
    compiled.push({ operator: group.operator, filters });
  }
  return { operator, groups: compiled };
}

function fieldsOf(filter: JsonObject, at: string): readonly FieldFilter[] | InvalidFilters {
  const compiled = compileFilters(filter, 'search');
  if (compiled.kind === 'invalid') {
    return { ...compiled, field: compiled.field === 'filters' ? at : `${at}.${compiled.field}` };
  }
  return compiled.fields.length === 0 ? invalidAt(at, 'must have a condition') : compiled.fields;
}
