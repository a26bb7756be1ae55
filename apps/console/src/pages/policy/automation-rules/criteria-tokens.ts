import type { Json, JsonObject } from '@trueup/api-contract';
import { dayBound } from '../../../finding-view/day-bound.ts';
import { CRITERIA_FIELDS, isCriteriaField, kindOf, operatorsOf, type CriteriaField } from './criteria-fields.ts';

/** One condition as a filter shows it. Values of a closed list stand together. */
export interface CriteriaToken {
  readonly propertyKey: CriteriaField;
  readonly operator: string;
  readonly value: string | readonly string[];
}

const COMPARISONS: Readonly<Record<string, string>> = {
  '=': 'EQUALS',
  '!=': 'NOT_EQUALS',
  ':': 'CONTAINS',
  '!:': 'NOT_CONTAINS',
  '^': 'PREFIX',
  '!^': 'PREFIX_NOT_EQUALS',
};
const NUMBERS: Readonly<Record<string, string>> = { '=': 'Eq', '>=': 'Gte', '<=': 'Lte', '>': 'Gt', '<': 'Lt' };
/** `7d`: seven days before now. */
const DAYS = /^(\d{1,5})\s*d$/i;

/** What conditions say as AWS's AutomationRulesFindingFilters; those that say nothing are left out. */
export function criteriaOf(tokens: readonly CriteriaToken[]): JsonObject {
  const byField = Map.groupBy(tokens, ({ propertyKey }) => propertyKey);
  const criteria: Record<string, Json> = {};
  for (const field of CRITERIA_FIELDS) {
    const entries = (byField.get(field) ?? []).flatMap(entriesOf);
    if (entries.length > 0) criteria[field] = asRange(entries);
  }
  return criteria;
}

function entriesOf(token: CriteriaToken): readonly JsonObject[] {
  const values = [token.value].flat().map((value) => value.trim());
  return values.flatMap((value) => {
    const entry = entryOf(token, value);
    return entry === undefined ? [] : [entry];
  });
}

function entryOf({ propertyKey, operator }: CriteriaToken, value: string): JsonObject | undefined {
  if (value === '' || !operatorsOf(propertyKey).includes(operator)) return undefined;
  switch (kindOf(propertyKey)) {
    case 'text':
    case 'closed':
      return { Value: value, Comparison: COMPARISONS[operator] ?? 'EQUALS' };
    case 'number':
      return Number.isFinite(Number(value)) ? { [NUMBERS[operator] ?? 'Eq']: Number(value) } : undefined;
    case 'date':
      return dateEntry(operator, value);
    case 'map': {
      const [key = '', ...rest] = value.split('=');
      if (key === '' || rest.join('=') === '') return undefined;
      return { Key: key, Value: rest.join('='), Comparison: COMPARISONS[operator] ?? 'EQUALS' };
    }
  }
}

function dateEntry(operator: string, value: string): JsonObject | undefined {
  const days = DAYS.exec(value)?.[1];
  if (days !== undefined) {
    if (operator === '<=') return undefined;
    return {
      DateRange: { Value: Number(days), Unit: 'DAYS', Comparison: operator === '<' ? 'OLDER_THAN' : 'WITHIN' },
    };
  }
  const at = operator === '<' ? undefined : dayBound(operator, value);
  return at === undefined ? undefined : { [operator === '<=' ? 'End' : 'Start']: at };
}

/** A lower and an upper bound are one entry: as two, either would be enough. */
function asRange(entries: readonly JsonObject[]): readonly JsonObject[] {
  const [one, other] = entries;
  if (entries.length !== 2 || one === undefined || other === undefined) return entries;
  const names = [...Object.keys(one), ...Object.keys(other)].toSorted().join(' ');
  return RANGES.has(names) ? [{ ...one, ...other }] : entries;
}

const RANGES: ReadonlySet<string> = new Set(['End Start', 'Gte Lte', 'Gt Lte', 'Gte Lt', 'Gt Lt']);

/** The same the other way round; undefined where conditions of this form cannot say it. */
export function tokensOf(criteria: JsonObject): readonly CriteriaToken[] | undefined {
  const tokens: CriteriaToken[] = [];
  for (const [field, entries] of Object.entries(criteria)) {
    if (!isCriteriaField(field) || !Array.isArray(entries)) return undefined;
    for (const entry of entries as readonly Json[]) {
      const read = isObject(entry) ? tokensOfEntry(field, entry) : undefined;
      // A range beside other entries would come back as one bound or the other.
      if (read === undefined || (read.length > 1 && entries.length > 1)) return undefined;
      tokens.push(...read);
    }
  }
  const joined = together(tokens);
  return JSON.stringify(sorted(criteriaOf(joined))) === JSON.stringify(sorted(criteria)) ? joined : undefined;
}

function tokensOfEntry(propertyKey: CriteriaField, entry: JsonObject): readonly CriteriaToken[] | undefined {
  const token = (operator: string, value: string): CriteriaToken => ({ propertyKey, operator, value });
  const range = entry['DateRange'];
  if (isObject(range)) return [token(range['Comparison'] === 'OLDER_THAN' ? '<' : '>=', `${String(range['Value'])}d`)];
  const { Key: key, Value: value, Comparison: comparison, Start: start, End: end } = entry;
  if (typeof comparison === 'string' && typeof value === 'string') {
    const operator = Object.keys(COMPARISONS).find((one) => COMPARISONS[one] === comparison);
    if (operator === undefined) return undefined;
    return [token(operator, typeof key === 'string' ? `${key}=${value}` : value)];
  }
  const bounds = Object.entries(NUMBERS).flatMap(([operator, name]) => {
    const bound = entry[name];
    return typeof bound === 'number' ? [token(operator, String(bound))] : [];
  });
  return [
    ...bounds,
    ...(typeof start === 'string' ? [token('>=', start)] : []),
    ...(typeof end === 'string' ? [token('<=', end)] : []),
  ];
}

/** Values of a closed list that are compared alike are one token. */
function together(tokens: readonly CriteriaToken[]): readonly CriteriaToken[] {
  const alike = Map.groupBy(tokens, (token) =>
    kindOf(token.propertyKey) === 'closed' ? `${token.propertyKey} ${token.operator}` : token,
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || kindOf(first.propertyKey) !== 'closed') return group;
    return [{ ...first, value: [...new Set(group.flatMap(({ value }) => value))] }];
  });
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members in the order of their names, so that two ways to write one thing compare equal. */
function sorted(value: Json | undefined): Json {
  if (Array.isArray(value)) {
    return (value as readonly Json[])
      .map(sorted)
      .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  if (!isObject(value)) return value ?? null;
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
