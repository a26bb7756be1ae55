import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import { dayBound } from './day-bound.ts';
import { isClosed, isDate, operatorsOf } from './field-kinds.ts';
import { FINDING_FIELDS, type FindingQuery, type FindingToken, type FindingTokenGroup } from './finding-view.ts';

type PropertyQuery = PropertyFilterProps.Query;
type PropertyToken = PropertyFilterProps.Token;
type Entry = NonNullable<PropertyQuery['tokenGroups']>[number];

/** A filter as the component shows it: values of a closed list that are either of them are one token. */
export function propertyQueryOf({ operation, groups }: FindingQuery): PropertyQuery {
  const tokenGroups = groups.flatMap((group): Entry[] => {
    const tokens = joined(group).map(({ propertyKey, operator, value }): PropertyToken => ({
      propertyKey,
      operator,
      value: isClosed(propertyKey) ? [value].flat() : value,
    }));
    const [only] = tokens;
    if (only !== undefined && tokens.length === 1) return [only];
    return tokens.length === 0 ? [] : [{ operation: group.operation, tokens }];
  });
  return { operation, tokens: [], tokenGroups };
}

function joined({ operation, tokens }: FindingTokenGroup): readonly FindingToken[] {
  const [first] = tokens;
  if (first === undefined || tokens.length === 1 || !isClosed(first.propertyKey)) return tokens;
  const joins = operation === 'or' ? '=' : '!=';
  const alike = tokens.every(({ propertyKey, operator }) => propertyKey === first.propertyKey && operator === joins);
  if (!alike) return tokens;
  return [{ ...first, value: [...new Set(tokens.flatMap(({ value }) => value))] }];
}

/** What the component says, as a filter. Text without a field is looked for in the title; what has no value goes. */
export function findingQueryOf({ operation, tokenGroups = [] }: PropertyQuery): FindingQuery {
  const groups = tokenGroups.flatMap((entry): FindingTokenGroup[] => {
    const tokens = leavesOf(entry).flatMap(findingTokens);
    if (tokens.length === 0) return [];
    return [{ operation: 'tokens' in entry && tokens.length > 1 ? entry.operation : 'and', tokens }];
  });
  return { operation: groups.length > 1 ? operation : 'and', groups };
}

function leavesOf(entry: Entry): readonly PropertyToken[] {
  return 'tokens' in entry ? entry.tokens.flatMap(leavesOf) : [entry];
}

function findingTokens({ propertyKey, operator, value }: PropertyToken): readonly FindingToken[] {
  const field = FINDING_FIELDS.find((one) => one === (propertyKey ?? 'Title'));
  if (field === undefined || !operatorsOf(field).includes(operator)) return [];
  const values = [value as unknown].flat().filter((one): one is string => typeof one === 'string' && one.trim() !== '');
  const [first] = values;
  if (first === undefined) return [];
  if (isClosed(field)) return [{ propertyKey: field, operator, value: values }];
  if (isDate(field) && dayBound(operator, first) === undefined) return [];
  return [{ propertyKey: field, operator, value: first.trim() }];
}

/** The filter with one more token, as the component adds it. */
export function withToken(query: FindingQuery, token: PropertyToken): FindingQuery {
  const shown = propertyQueryOf(query);
  const narrowed = findingQueryOf({ ...shown, tokenGroups: [...(shown.tokenGroups ?? []), token] });
  return withOverdue(narrowed, query.overdue ?? false);
}

/**
 * What was changed of the filter that was shown, done to the one that is now. Whoever leaves nothing of it wants none:
 * the component does not tell a filter that is cleared from one whose last token is removed.
 */
export function rebased(now: FindingQuery, { from, to }: { from: FindingQuery; to: FindingQuery }): FindingQuery {
  if (to.groups.length === 0 || isSameQuery(withOverdue(now, false), withOverdue(from, false))) return to;
  const without = (groups: FindingQuery['groups'], others: FindingQuery['groups']): FindingQuery['groups'] => {
    const texts = new Set(others.map((one) => JSON.stringify(one)));
    return groups.filter((one) => !texts.has(JSON.stringify(one)));
  };
  // Written as the component writes what it is wanted to be.
  const written = (query: FindingQuery) => findingQueryOf(propertyQueryOf(query)).groups;
  const shown = written(from);
  const added = without(to.groups, shown);
  const removed = without(shown, to.groups);
  const groups = [...without(written(now), [...removed, ...added]), ...added];
  // One group alone is joined with nothing: that it is said to be `and` is no choice.
  const { operation } = to.groups.length < 2 || to.operation === from.operation ? now : to;
  return { operation: groups.length > 1 ? operation : 'and', groups };
}

/** The same filter, of what is overdue alone or of everything: no token says it, since it holds beside all of them. */
export function withOverdue({ operation, groups }: FindingQuery, overdue: boolean): FindingQuery {
  return { operation, groups, ...(overdue ? { overdue } : {}) };
}

/** Whether two filters say the same, in whatever order. */
export function isSameQuery(one: FindingQuery, other: FindingQuery): boolean {
  return canonical(one) === canonical(other);
}

function canonical(query: FindingQuery): string {
  const { overdue = false } = query;
  const { operation, groups } = findingQueryOf(propertyQueryOf(query));
  const written = groups.map((group) =>
    JSON.stringify([
      group.operation,
      group.tokens
        .map(({ propertyKey, operator, value }) => JSON.stringify([propertyKey, operator, [value].flat().toSorted()]))
        .toSorted(),
    ]),
  );
  return JSON.stringify([operation, written.toSorted(), overdue]);
}
