import { isJsonObject, type Json } from '../../value/json.ts';
import { nearestNames } from '../../value/nearest-names.ts';
import { invalidAt, isInvalid } from './filter-entry.ts';
import { FILTER_FIELDS } from './filter-fields.ts';
import type { FieldFilter, FilterDialect, FindingFilters, InvalidFilters } from './finding-filters.ts';
import { matchField } from './match-field.ts';
import { readField } from './read-field.ts';

/** GetFindings filters by up to ten attributes (its description of Filters). */
const MOST_QUERY_FIELDS = 10;

/**
 * Checks AWS's filters and compiles them once. Where the documents are silent: a field with several values matches when
 * one of them does, and of negative comparisons when none does; a field without a value fails every positive one and no
 * negative one; conditions on different keys of a map stand together like those on one field; of several number or date
 * entries one is enough, and all members of one entry must hold.
 *
 * @param value an AutomationRulesFindingFilters or AwsSecurityFindingFilters.
 */
export function compileFilters(value: unknown, dialect: FilterDialect): FindingFilters | InvalidFilters {
  if (!isJsonObject(value)) return invalidAt('filters', 'must be an object');
  const given = Object.entries(value).flatMap(([name, list]) =>
    list === null || list === undefined ? [] : [{ name, list }],
  );
  if (dialect !== 'automation-rule' && given.length > MOST_QUERY_FIELDS) {
    return invalidAt('filters', `must have at most ${MOST_QUERY_FIELDS} fields`);
  }
  const fields: FieldFilter[] = [];
  for (const { name, list } of given) {
    const filter = fieldOf(name, list, dialect);
    if (isInvalid(filter)) return filter;
    if (filter) fields.push(filter);
  }
  return { kind: 'filters', fields, matches: matchAll(fields) };
}

/** Undefined: GetFindings takes an empty list as no condition. */
function fieldOf(name: string, list: Json, dialect: FilterDialect): FieldFilter | InvalidFilters | undefined {
  const field = FILTER_FIELDS[dialect].get(name);
  if (!field) return invalidAt(name.slice(0, 128), unknownField(name, dialect));
  const least = dialect === 'automation-rule' ? 1 : 0;
  if (!Array.isArray(list) || list.length < least || list.length > field.most) {
    return invalidAt(name, `must be a list of ${least} to ${field.most} conditions`);
  }
  return list.length === 0 ? undefined : readField(name, field, list, dialect);
}

function unknownField(name: string, dialect: FilterDialect): string {
  const near = nearestNames(name, FILTER_FIELDS[dialect].keys());
  return near.length === 0
    ? 'is no field to filter by'
    : `is no field to filter by; did you mean ${near.join(' or ')}?`;
}

/** The cheapest fields come first, since most findings already differ there. */
function matchAll(fields: readonly FieldFilter[]): FindingFilters['matches'] {
  const matches = [...fields].sort((one, other) => cost(one) - cost(other)).map(matchField);
  return (asff, now) => {
    for (const match of matches) if (!match(asff, now)) return false;
    return true;
  };
}

function cost(filter: FieldFilter): number {
  if (filter.kind === 'keyword') return 100;
  const lists = filter.path.filter((step) => step === '[]').length;
  return filter.path.length + lists * 10 + (filter.kind === 'string' || filter.kind === 'number' ? 0 : 5);
}
