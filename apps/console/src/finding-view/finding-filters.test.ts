import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filtersOf, searchOf } from './finding-filters.ts';
import { OPEN_FINDINGS, openFindingsWith, queryOf, type FindingQuery, type FindingToken } from './finding-view.ts';
import { operatorsOf } from './field-kinds.ts';
import { findingQueryOf, isSameQuery, propertyQueryOf, withOverdue } from './property-query.ts';
import { QUICK_VIEWS } from './quick-views.ts';
import { queryOfView } from './query-of-view.ts';
import { readFindingQuery } from './read-finding-query.ts';

const is = (propertyKey: FindingToken['propertyKey'], value: FindingToken['value'], operator = '='): FindingToken => ({
  propertyKey,
  operator,
  value,
});
const all = (...groups: FindingQuery['groups']): FindingQuery => ({ operation: 'and', groups });
const any = (...groups: FindingQuery['groups']): FindingQuery => ({ operation: 'or', groups });
const and = (...tokens: FindingToken[]): FindingQuery['groups'][number] => ({ operation: 'and', tokens });
const or = (...tokens: FindingToken[]): FindingQuery['groups'][number] => ({ operation: 'or', tokens });
const text = (Value: string, Comparison = 'EQUALS') => ({ Value, Comparison });

test('open findings are asked for by fields, which the server answers the quickest', () => {
  expect(searchOf(OPEN_FINDINGS)).toEqual({
    filters: { RecordState: [text('ACTIVE')], WorkflowStatus: [text('NEW'), text('NOTIFIED')] },
  });
  expect(searchOf(all())).toEqual({});
});

test('what fields cannot say is asked for by groups', () => {
  const query = any(
    and(is('SeverityLabel', ['HIGH', 'CRITICAL']), is('Title', 'x', '!:')),
    and(is('Region', 'eu', '^')),
  );
  expect(searchOf(query)).toEqual({
    where: {
      operator: 'or',
      groups: [
        {
          operator: 'and',
          filters: [{ SeverityLabel: [text('HIGH'), text('CRITICAL')] }, { Title: [text('x', 'NOT_CONTAINS')] }],
        },
        { operator: 'and', filters: [{ Region: [text('eu', 'PREFIX')] }] },
      ],
    },
  });
});

test.each<[string, FindingQuery]>([
  ['different fields by or', any(and(is('Region', 'a')), and(is('Title', 'b')))],
  ['different fields by or in a group', all(or(is('Region', 'a'), is('Title', 'b')))],
  ['two words that both must be there', all(and(is('Title', 'a', ':'), is('Title', 'b', ':')))],
  ['one value or not another', all(or(is('Region', 'a'), is('Region', 'b', '!=')))],
  ['either not this or not that', all(or(is('Region', 'a', '!='), is('Region', 'b', '!=')))],
  ['a word beside another comparison', all(and(is('Title', 'a', ':'), is('Title', 'b', '!=')))],
  ['equal and not equal', all(and(is('Region', 'a'), is('Region', 'b', '!=')))],
  ['two beginnings of a time', all(and(is('CreatedAt', '2026-01-01', '>='), is('CreatedAt', '2026-02-01', '>=')))],
])('%s cannot be said by fields', (_what, query) => {
  expect(filtersOf(query)).toBeUndefined();
});

test.each<[string, FindingQuery, object]>([
  [
    'alternatives of one field on the top level',
    any(and(is('Region', 'a')), or(is('Region', 'b'), is('Region', 'c', '^'))),
    { Region: [text('a'), text('b'), text('c', 'PREFIX')] },
  ],
  [
    'none of several values',
    all(and(is('Region', 'a', '!='), is('Region', 'b', '!^'))),
    { Region: [text('a', 'NOT_EQUALS'), text('b', 'PREFIX_NOT_EQUALS')] },
  ],
  [
    'from and to, as one entry',
    all(and(is('CreatedAt', '2026-01-01T00:00:00.000Z', '>=')), and(is('CreatedAt', '2026-02-01T00:00:00.000Z', '<='))),
    { CreatedAt: [{ Start: '2026-01-01T00:00:00.000Z', End: '2026-02-01T00:00:00.000Z' }] },
  ],
])('%s can be said by fields', (_what, query, filters) => {
  expect(filtersOf(query)).toEqual(filters);
});

/* Whatever is asked must mean what the filter says: both are judged here by the words of AWS's documents. */
const FIELDS = ['SeverityLabel', 'Region', 'Title'] as const;
const WORDS = ['a', 'b', 'ab'];
type Row = Readonly<Record<string, string>>;

const HOLDS: Readonly<Record<string, (found: string, wanted: string) => boolean>> = {
  EQUALS: (found, wanted) => found === wanted,
  PREFIX: (found, wanted) => found.startsWith(wanted),
  CONTAINS: (found, wanted) => found.includes(wanted),
};
const OPERATOR_TESTS: Readonly<Record<string, (found: string, wanted: string) => boolean>> = {
  '=': (found, wanted) => found === wanted,
  '!=': (found, wanted) => found !== wanted,
  ':': (found, wanted) => found.includes(wanted),
  '!:': (found, wanted) => !found.includes(wanted),
  '^': (found, wanted) => found.startsWith(wanted),
  '!^': (found, wanted) => !found.startsWith(wanted),
};
const NEGATIVES: Readonly<Record<string, string>> = {
  NOT_EQUALS: 'EQUALS',
  PREFIX_NOT_EQUALS: 'PREFIX',
  NOT_CONTAINS: 'CONTAINS',
};

function joins(operation: 'and' | 'or', each: readonly boolean[]): boolean {
  return operation === 'and' ? each.every(Boolean) : each.length === 0 || each.some(Boolean);
}

function queryHolds({ operation, groups }: FindingQuery, row: Row): boolean {
  const holds = ({ propertyKey, operator, value }: FindingToken): boolean => {
    const each = [value].flat().map((one) => OPERATOR_TESTS[operator]?.(row[propertyKey] ?? '', one) === true);
    return joins(operator === '!=' ? 'and' : 'or', each);
  };
  return joins(
    operation,
    groups.map((group) => joins(group.operation, group.tokens.map(holds))),
  );
}

function filterHolds(filters: object, row: Row): boolean {
  return Object.entries(filters as Record<string, { Value: string; Comparison: string }[]>).every(
    ([field, entries]) => {
      const found = row[field] ?? '';
      const some = entries.filter(({ Comparison }) => !Object.hasOwn(NEGATIVES, Comparison));
      const none = entries.filter(({ Comparison }) => Object.hasOwn(NEGATIVES, Comparison));
      return (
        (some.length === 0 || some.some(({ Value, Comparison }) => HOLDS[Comparison]?.(found, Value))) &&
        !none.some(({ Value, Comparison }) => HOLDS[NEGATIVES[Comparison] ?? '']?.(found, Value))
      );
    },
  );
}

function searchHolds({ filters, where }: ReturnType<typeof searchOf>, row: Row): boolean {
  if (filters !== undefined) return filterHolds(filters, row);
  if (where === undefined) return true;
  return joins(
    where.operator,
    where.groups.map((group) =>
      joins(
        group.operator,
        group.filters.map((one) => filterHolds(one, row)),
      ),
    ),
  );
}

const operation = fc.constantFrom('and' as const, 'or' as const);
const tokens = fc.constantFrom(...FIELDS).chain((propertyKey) =>
  fc.record({
    propertyKey: fc.constant(propertyKey),
    operator: fc.constantFrom(...operatorsOf(propertyKey)),
    value:
      propertyKey === 'SeverityLabel'
        ? fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 2 })
        : fc.constantFrom(...WORDS),
  }),
);
const group = fc.record({ operation, tokens: fc.array(tokens, { minLength: 1, maxLength: 3 }) });
const queries: fc.Arbitrary<FindingQuery> = fc.record(
  { operation, groups: fc.array(group, { maxLength: 3 }), overdue: fc.constant(true as const) },
  { requiredKeys: ['operation', 'groups'] },
);
const rows: fc.Arbitrary<Row> = fc.record({
  SeverityLabel: fc.constantFrom(...WORDS),
  Region: fc.constantFrom(...WORDS),
  Title: fc.constantFrom(...WORDS),
});

test('what is asked, shown and saved means what the filter says', () => {
  fc.assert(
    fc.property(queries, rows, (query, row) => {
      const wanted = queryHolds(query, row);
      const search = searchOf(query);
      expect(searchHolds(search, row)).toBe(wanted);
      expect(queryHolds(findingQueryOf(propertyQueryOf(query)), row)).toBe(wanted);
      expect(search.overdue).toBe(query.overdue);
      expect(readFindingQuery(JSON.stringify(query))?.overdue).toBe(query.overdue);
      const view = queryOfView({ filters: {}, ...(search as object) });
      expect(view?.overdue).toBe(query.overdue);
      expect(view).toBeDefined();
      if (view !== undefined) expect(queryHolds(view, row)).toBe(wanted);
    }),
    { numRuns: 2_000 },
  );
});

test('two filters are the same in whatever order they are written', () => {
  const written = openFindingsWith({ Region: ['eu-west-1', 'us-east-1'] })['q'] ?? '';
  const query = JSON.parse(written) as FindingQuery;
  expect(isSameQuery(query, { ...query, groups: query.groups.toReversed() })).toBe(true);
  expect(isSameQuery(query, OPEN_FINDINGS)).toBe(false);
  expect(isSameQuery(OPEN_FINDINGS, queryOf({ WorkflowStatus: ['NOTIFIED', 'NEW'], RecordState: ['ACTIVE'] }))).toBe(
    true,
  );
});

test('what is overdue is asked for beside the groups, however they are joined', () => {
  expect(searchOf(QUICK_VIEWS.overdue)).toEqual({ ...searchOf(OPEN_FINDINGS), overdue: true });
  const either = any(and(is('Region', 'a')), and(is('Title', 'b')));
  expect(searchOf(withOverdue(either, true))).toEqual({ ...searchOf(either), overdue: true });
  expect(searchOf(withOverdue(all(), true))).toEqual({ overdue: true });
  expect(withOverdue(withOverdue(either, true), false)).toEqual(either);
  expect(isSameQuery(QUICK_VIEWS.overdue, OPEN_FINDINGS)).toBe(false);
  expect(queryOfView({ filters: {}, overdue: false })).toBeUndefined();
});
