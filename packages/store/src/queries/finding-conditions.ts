import { instantAfter, unreachable, type FieldFilter, type FindingCriteria, type Instant } from '@trueup/core';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { asffColumn, type AsffColumn } from './asff-column.ts';
import { someJson, someValue, type Condition, type Text } from './asff-values.ts';
import { impliedConditions } from './implied-conditions.ts';
import { isOneOf, textArray } from './is-one-of.ts';
import { OPEN_FINDING } from './open-finding.ts';
import { readableText } from './readable.ts';
import { storedInstant } from './stored-instant.ts';

const DAY_MS = 86_400_000;

type Filter<K extends FieldFilter['kind']> = Extract<FieldFilter, { readonly kind: K }>;
type TextTests = Filter<'string'>['any'];

/**
 * The conditions of a query but `where`, all of which must hold. An empty list is an OR of nothing: it matches no
 * finding.
 */
export function findingConditions(criteria: FindingCriteria): Condition {
  const { controls, accounts, regions, severities, workflows, recordStates, compliances } = criteria;
  const { products, resourceTypes, resourceArn, overdue, filters } = criteria;
  const conditions = [
    ...oneOf('control_id', controls),
    ...oneOf('account_id', accounts),
    ...oneOf('region', regions),
    ...oneOf('severity', severities),
    ...oneOf('workflow', workflows),
    ...oneOf('record_state', recordStates),
    ...oneOf('compliance', compliances),
    ...oneOf('product', products),
    ...oneOf('resource_type', resourceTypes),
    ...oneOf('resource_arn', resourceArn === undefined ? undefined : [resourceArn]),
    ...(overdue === undefined ? [] : [overdueCondition(overdue)]),
    ...(filters?.fields.map((field) => fieldCondition(field, filters.now)) ?? []),
  ];
  return all(conditions);
}

function overdueCondition({ is, now }: NonNullable<FindingCriteria['overdue']>): Condition {
  const overdue = sql<SqlBool>`(${sql.raw(OPEN_FINDING)} and due_at < ${storedInstant(now)}::timestamptz)`;
  return is ? overdue : not(overdue);
}

const oneOf = (column: string, values: readonly string[] | undefined): readonly Condition[] =>
  values ? [isOneOf(sql`${sql.ref(column)}`, values), ...impliedConditions(column, values)] : [];
export const all = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
export const some = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
export const not = (condition: Condition): Condition => sql<SqlBool>`not coalesce(${condition}, false)`;

export function fieldCondition(filter: FieldFilter, now: Instant): Condition {
  switch (filter.kind) {
    case 'string':
      return anyAndNone(filter, (tests) => textCondition(filter.path, tests));
    case 'map':
      return anyAndNone(filter, (tests) =>
        someJson(filter.path, (json) => some(tests.map(({ key, ...test }) => textTests(valueOf(json, key), [test])))),
      );
    case 'number':
      return someValue(filter.path, (text) => some(filter.any.map((test) => numberTest(numeric(text), test))));
    case 'date':
      return dateCondition(filter, now);
    case 'boolean':
      return someValue(filter.path, (text) => isOneOf(text, filter.any.map(String)));
    case 'ip':
      return someValue(filter.path, (text) => some(filter.any.map((network) => within(text, network))));
    case 'keyword':
      return some(filter.any.map(keywordCondition));
    default:
      return unreachable(filter);
  }
}

/** The conditions on a text that stands in this column. */
export const columnCondition = (column: string, filter: Filter<'string'>): Condition =>
  anyAndNone(filter, (tests) => textTests(sql<string | null>`${sql.ref(column)}`, tests));

function anyAndNone<T>(
  { any, none }: { readonly any: readonly T[]; readonly none: readonly T[] },
  condition: (tests: readonly T[]) => Condition,
): Condition {
  return all([...(any.length === 0 ? [] : [condition(any)]), ...(none.length === 0 ? [] : [not(condition(none))])]);
}

function textCondition(path: readonly string[], tests: TextTests): Condition {
  const column = asffColumn(path);
  if (!column) return someValue(path, (text) => textTests(text, tests));
  const { name, list } = column;
  const single = textTests(sql<string | null>`${sql.ref(name)}`, tests);
  if (list === undefined) return all([single, ...impliedBy(name, tests)]);
  return some([all([sql<SqlBool>`${sql.ref(list)} is null`, single]), inList(list, column, tests)]);
}

function impliedBy(column: string, tests: TextTests): readonly Condition[] {
  return tests.every(({ comparison }) => comparison === 'EQUALS')
    ? impliedConditions(
        column,
        tests.map(({ value }) => value),
      )
    : [];
}

function inList(list: string, { hashed = false }: AsffColumn, tests: TextTests): Condition {
  const column = sql.ref(list);
  if (tests.some(({ comparison }) => comparison !== 'EQUALS')) {
    return sql<SqlBool>`exists (select 1 from unnest(${column}) as entry where ${textTests(sql`entry`, tests)})`;
  }
  const values = textArray(tests.map(({ value }) => value));
  const overlap = sql<SqlBool>`${column} && ${values}`;
  return hashed ? all([sql<SqlBool>`trueup.hashes(${column}) && trueup.hashes(${values})`, overlap]) : overlap;
}

function textTests(text: Text, tests: TextTests): Condition {
  const of = (wanted: TextTests[number]['comparison']) =>
    tests.filter(({ comparison }) => comparison === wanted).map(({ value }) => value);
  const equals = of('EQUALS');
  return some([
    ...(equals.length === 0 ? [] : [isOneOf(text, equals)]),
    ...of('PREFIX').map((value) => sql<SqlBool>`starts_with(${text}, ${readableText(value)})`),
    ...of('CONTAINS').map((value) => contains(text, value)),
  ]);
}

const contains = (text: Text, part: string): Condition => sql<SqlBool>`strpos(${text}, ${readableText(part)}) > 0`;

const valueOf = (json: RawBuilder<unknown>, key: string): Text =>
  sql<string | null>`(${json} ->> ${readableText(key)}::text)`;

type NumberTest = Filter<'number'>['any'][number];

/** A text that is no number, which readAsff does not let in, is no number here either. */
const numeric = (text: Text): RawBuilder<number | null> =>
  sql<number | null>`(case when ${text} ~ '^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$' then (${text})::float8 end)`;

const COMPARED = { eq: '=', gte: '>=', lte: '<=', gt: '>', lt: '<' } as const;

function numberTest(number: RawBuilder<number | null>, test: NumberTest): Condition {
  return all(
    Object.entries(COMPARED).flatMap(([name, operator]) => {
      const wanted = test[name as keyof typeof COMPARED];
      return wanted === undefined ? [] : [sql<SqlBool>`${number} ${sql.raw(operator)} ${wanted}::float8`];
    }),
  );
}

interface Span {
  readonly from?: Instant;
  readonly to?: Instant;
  readonly before?: Instant;
}

function dateCondition({ path, any }: Filter<'date'>, now: Instant): Condition {
  const spans = any.map((test): Span => {
    switch (test.kind) {
      case 'between':
        return test;
      case 'within':
        return { from: instantAfter(now, -test.days * DAY_MS) };
      case 'older-than':
        return { before: instantAfter(now, -test.days * DAY_MS) };
      default:
        return unreachable(test);
    }
  });
  const column = timeColumn(path);
  const stored = (at: Instant) => sql`${storedInstant(at)}::timestamptz`;
  if (column) return some(spans.map((span) => inSpan(column, span, stored)));
  // Instants are stored in one form that sorts as text.
  return someValue(path, (text) =>
    some(spans.map((span) => inSpan(sql`${text} collate "C"`, span, (at) => sql`${at}`))),
  );
}

function timeColumn(path: readonly string[]): RawBuilder<unknown> | undefined {
  const [name, ...below] = path;
  if (below.length > 0) return undefined;
  return name === 'UpdatedAt' ? sql`updated_at` : name === 'CreatedAt' ? sql`created_at` : undefined;
}

function inSpan(
  time: RawBuilder<unknown>,
  { from, to, before }: Span,
  instant: (at: Instant) => RawBuilder<unknown>,
): Condition {
  return all([
    ...(from === undefined ? [] : [sql<SqlBool>`${time} >= ${instant(from)}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`${time} <= ${instant(to)}`]),
    ...(before === undefined ? [] : [sql<SqlBool>`${time} < ${instant(before)}`]),
  ]);
}

/** A value that is no address is in no network. */
const within = (text: Text, network: string): Condition => sql<SqlBool>`trueup.address(${text}) <<= ${network}::inet`;

/** Where lower case is more than that of ASCII, `folded` has it as core makes it. */
function keywordCondition(word: string): Condition {
  const wanted = word.toLowerCase();
  const lower = (text: Text): Text => sql<string>`lower(${text} collate "C")`;
  return some([
    contains(lower(sql`title`), wanted),
    someValue(['Description'], (description) => contains(lower(description), wanted)),
    sql<SqlBool>`exists (select 1 from unnest(folded) as entry where ${contains(sql`entry`, wanted)})`,
  ]);
}
