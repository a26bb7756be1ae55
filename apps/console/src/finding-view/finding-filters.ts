import type { Input } from '@trueup/api-contract';
import { dayBound } from './day-bound.ts';
import { isDate } from './field-kinds.ts';
import type { FindingField, FindingQuery, FindingToken } from './finding-view.ts';

/** AwsSecurityFindingFilters: every field must match, and of a field's entries one, or no negative one. */
export type AwsFilters = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
type Where = NonNullable<Input<'searchFindings'>['where']>;

const COMPARISONS: Readonly<Record<string, string>> = {
  '=': 'EQUALS',
  '!=': 'NOT_EQUALS',
  ':': 'CONTAINS',
  '!:': 'NOT_CONTAINS',
  '^': 'PREFIX',
  '!^': 'PREFIX_NOT_EQUALS',
};
/** GetFindings takes no more fields, and no more entries of one. */
const MOST_FIELDS = 10;
const MOST_ENTRIES = 20;

interface FindingSearch {
  readonly filters?: AwsFilters;
  readonly where?: Where;
  readonly overdue?: true;
}

/** What the API is asked: one list of fields where that says it all, else groups of them. */
export function searchOf(query: FindingQuery): FindingSearch {
  const overdue = query.overdue ? { overdue: true as const } : {};
  if (query.groups.length === 0) return overdue;
  const filters = filtersOf(query);
  return { ...(filters === undefined ? { where: whereOf(query) } : { filters }), ...overdue };
}

function whereOf({ operation, groups }: FindingQuery): Where {
  return {
    operator: operation,
    groups: groups.map((group) => ({
      operator: group.operation,
      filters: group.tokens.map((token) => ({ [token.propertyKey]: entriesOf(token).map((entry) => ({ ...entry })) })),
    })),
  };
}

/** Tokens of one field of which one must match. */
interface Choice {
  readonly field: FindingField;
  readonly tokens: readonly FindingToken[];
}

/** Its groups as fields that must all match; undefined where it cannot be said so. */
export function filtersOf(query: FindingQuery): AwsFilters | undefined {
  const choices = choicesOf(query);
  if (choices === undefined) return undefined;
  const byField = Map.groupBy(choices, ({ field }) => field);
  const filters: Record<string, readonly Readonly<Record<string, string>>[]> = {};
  for (const [field, ofField] of byField) {
    const entries = isDate(field) ? oneRange(ofField) : together(ofField);
    if (entries === undefined || entries.length > MOST_ENTRIES) return undefined;
    filters[field] = entries;
  }
  return byField.size > MOST_FIELDS ? undefined : filters;
}

function choicesOf({ operation, groups }: FindingQuery): readonly Choice[] | undefined {
  const isChoice = (group: FindingQuery['groups'][number]): boolean =>
    group.operation === 'or' || group.tokens.length === 1;
  if (operation === 'or' && groups.length > 1) {
    return groups.every(isChoice) ? allChoices([groups.flatMap(({ tokens }) => tokens)]) : undefined;
  }
  return allChoices(
    groups.flatMap((group) => (isChoice(group) ? [group.tokens] : group.tokens.map((token) => [token]))),
  );
}

function allChoices(alternatives: readonly (readonly FindingToken[])[]): readonly Choice[] | undefined {
  const choices = alternatives.flatMap((tokens): Choice[] => {
    const field = tokens[0]?.propertyKey;
    const isOfOne = tokens.every(({ propertyKey }) => propertyKey === field);
    // `Not a, or not b` is not what entries of a field say: none of them may match.
    const isPlain = tokens.length === 1 || tokens.every(({ operator }) => !isNegative(operator));
    return field !== undefined && isOfOne && isPlain ? [{ field, tokens }] : [];
  });
  return choices.length === alternatives.length ? choices : undefined;
}

const isNegative = (operator: string): boolean => operator.startsWith('!');

/** Of several choices one at most may be positive; the comparisons must be such as AWS lets stand together. */
function together(choices: readonly Choice[]): AwsFilters[string] | undefined {
  const tokens = choices.flatMap((choice) => choice.tokens);
  const positive = choices.filter((choice) => choice.tokens.some(({ operator }) => !isNegative(operator)));
  if (positive.length > 1) return undefined;
  const used = new Set(tokens.map(({ operator }) => operator));
  if (used.size > 1 && (used.has(':') || used.has('!:'))) return undefined;
  if (used.has('=') && (used.has('!=') || used.has('!^'))) return undefined;
  return tokens.flatMap(entriesOf);
}

/** From and to are one entry: two would be either of them. */
function oneRange(choices: readonly Choice[]): AwsFilters[string] | undefined {
  if (choices.length === 1) return choices.flatMap(({ tokens }) => tokens.flatMap(entriesOf));
  const [one, other] = choices.map(({ tokens }) => tokens);
  if (choices.length > 2 || one?.length !== 1 || other?.length !== 1) return undefined;
  const [from, to] = [one[0], other[0]];
  if (from === undefined || to === undefined || from.operator === to.operator) return undefined;
  return [Object.assign({}, ...entriesOf(from), ...entriesOf(to)) as Record<string, string>];
}

function entriesOf({ propertyKey, operator, value }: FindingToken): readonly Readonly<Record<string, string>>[] {
  const values = typeof value === 'string' ? [value] : value;
  if (!isDate(propertyKey)) {
    return values.map((one) => ({ Value: one, Comparison: COMPARISONS[operator] ?? 'EQUALS' }));
  }
  return values.map((one) => ({ [operator === '<=' ? 'End' : 'Start']: dayBound(operator, one) ?? one }));
}
