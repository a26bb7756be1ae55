import {
  OPEN_FINDINGS,
  queryOf,
  type FindingQuery,
  type FindingToken,
  type FindingTokenGroup,
} from './finding-view.ts';

/** A filter that one token more must match. Joined by or, each of its groups must match it. */
export function narrowed(query: FindingQuery, token: FindingToken): FindingQuery {
  const { operation, groups } = query;
  if (operation === 'and' || groups.length < 2) {
    return { ...query, operation: 'and', groups: [...groups, { operation: 'and', tokens: [token] }] };
  }
  const each = groups.flatMap((group): FindingTokenGroup[] =>
    group.operation === 'and' || group.tokens.length === 1
      ? [{ operation: 'and', tokens: [...group.tokens, token] }]
      : group.tokens.map((one) => ({ operation: 'and', tokens: [one, token] })),
  );
  return { ...query, groups: each };
}

/** The open findings of a filter; those that a filter names open already are named once. */
export function openOf(query: FindingQuery): FindingQuery {
  const open = OPEN_FINDINGS.groups.flatMap(({ tokens }) => {
    const [first] = tokens;
    return first === undefined ? [] : [{ ...first, value: tokens.flatMap(({ value }) => value) }];
  });
  return open.filter((token) => !says(query, token)).reduce(narrowed, query);
}

/** Whether a filter asks for some of these values already. */
function says({ operation, groups }: FindingQuery, wanted: FindingToken): boolean {
  if (operation === 'or' && groups.length > 1) return false;
  return groups.some(({ operation: join, tokens }) => {
    const alike = tokens.filter(
      ({ propertyKey, operator, value }) =>
        propertyKey === wanted.propertyKey &&
        operator === '=' &&
        [value].flat().every((one) => wanted.value.includes(one)),
    );
    return join === 'or' ? alike.length === tokens.length : alike.length > 0;
  });
}

/** A link's filter for the findings of a group: a control by its id, anything else by what generates it. */
export function ofGroup(
  query: FindingQuery,
  group: { readonly controlId: string; readonly isControl: boolean },
): FindingQuery {
  const propertyKey = group.isControl ? 'ComplianceSecurityControlId' : 'GeneratorId';
  const { groups } = queryOf({ [propertyKey]: [group.controlId] });
  return groups.flatMap(({ tokens }) => tokens).reduce(narrowed, openOf(query));
}
