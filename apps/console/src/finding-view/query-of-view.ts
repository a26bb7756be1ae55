import type { SavedView } from '@trueup/api-contract';
import { isDate, operatorsOf } from './field-kinds.ts';
import { FINDING_FIELDS, type FindingQuery, type FindingToken, type FindingTokenGroup } from './finding-view.ts';
import { findingQueryOf, propertyQueryOf } from './property-query.ts';

const OPERATORS: Readonly<Record<string, string>> = {
  EQUALS: '=',
  NOT_EQUALS: '!=',
  CONTAINS: ':',
  NOT_CONTAINS: '!:',
  PREFIX: '^',
  PREFIX_NOT_EQUALS: '!^',
};

/** A saved view as a filter; undefined where it narrows by what the filter of the list has no word for. */
export function queryOfView({
  filters,
  where,
  overdue,
}: Pick<SavedView, 'filters' | 'where' | 'overdue'>): FindingQuery | undefined {
  if (overdue === false) return undefined;
  const groups = groupsOf(filters);
  if (groups === undefined) return undefined;
  const query = where === undefined ? { operation: 'and' as const, groups: [] } : queryOfWhere(where);
  if (query === undefined) return undefined;
  if (groups.length > 0 && query.operation === 'or' && query.groups.length > 1) return undefined;
  const both: FindingQuery = {
    operation: groups.length === 0 ? query.operation : 'and',
    groups: [...groups, ...query.groups],
  };
  return { ...findingQueryOf(propertyQueryOf(both)), ...(overdue ? { overdue } : {}) };
}

function queryOfWhere(where: NonNullable<SavedView['where']>): FindingQuery | undefined {
  const groups = where.groups.map(({ operator, filters }): FindingTokenGroup | undefined => {
    const each = filters.map(groupsOf);
    const tokens = each.flatMap((ofOne) => (ofOne?.length === 1 ? (asOneToken(ofOne) ?? []) : []));
    return tokens.length === filters.length ? { operation: operator, tokens } : undefined;
  });
  const known = groups.filter((group) => group !== undefined);
  return known.length === groups.length ? { operation: where.operator, groups: known } : undefined;
}

function asOneToken([group]: readonly FindingTokenGroup[]): readonly FindingToken[] | undefined {
  const [token, ...others] = group === undefined ? [] : joinedTokens(group);
  return token === undefined || others.length > 0 ? undefined : [token];
}

function joinedTokens(group: FindingTokenGroup): readonly FindingToken[] {
  return findingQueryOf(propertyQueryOf({ operation: 'and', groups: [group] })).groups.flatMap(({ tokens }) => tokens);
}

/** One group a field, since fields must all match; negative entries must all hold, of the others one. */
function groupsOf(filters: SavedView['filters']): readonly FindingTokenGroup[] | undefined {
  const groups: FindingTokenGroup[] = [];
  for (const [name, entries] of Object.entries(filters)) {
    const propertyKey = FINDING_FIELDS.find((field) => field === name);
    if (propertyKey === undefined || !Array.isArray(entries)) return undefined;
    const tokens = entries.map((entry) => tokensOf(propertyKey, entry as Readonly<Record<string, unknown>>));
    if (tokens.some((ofEntry) => ofEntry.length === 0)) return undefined;
    // Two bounds of a date hold together only within one entry.
    if (isDate(propertyKey) && tokens.length > 1 && tokens.some((ofEntry) => ofEntry.length > 1)) return undefined;
    const [negative, positive] = [true, false].map((wanted) =>
      tokens.flat().filter(({ operator }) => operator.startsWith('!') === wanted),
    ) as [FindingToken[], FindingToken[]];
    if (negative.length > 0) groups.push({ operation: 'and', tokens: negative });
    const isRange = isDate(propertyKey) && tokens.length === 1;
    if (positive.length > 0) groups.push({ operation: isRange ? 'and' : 'or', tokens: positive });
  }
  return groups;
}

function tokensOf(propertyKey: FindingToken['propertyKey'], entry: Readonly<Record<string, unknown>>): FindingToken[] {
  const { Value: value, Comparison: comparison, Start: start, End: end } = entry;
  if (isDate(propertyKey)) {
    return [
      ...(typeof start === 'string' ? [{ propertyKey, operator: '>=', value: start }] : []),
      ...(typeof end === 'string' ? [{ propertyKey, operator: '<=', value: end }] : []),
    ];
  }
  const operator = OPERATORS[String(comparison)];
  if (typeof value !== 'string' || operator === undefined || !operatorsOf(propertyKey).includes(operator)) return [];
  return [{ propertyKey, operator, value }];
}
