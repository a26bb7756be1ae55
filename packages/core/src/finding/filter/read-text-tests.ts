import type { Json } from '../../value/json.ts';
import { entryOf, invalidAt, isInvalid, readEach, textAt } from './filter-entry.ts';
import type { FilterDialect, InvalidFilters, MapTest, TextComparison, TextTest } from './finding-filters.ts';

interface Tests<T> {
  readonly any: readonly T[];
  readonly none: readonly T[];
}

type Written = 'EQUALS' | 'PREFIX' | 'CONTAINS' | 'NOT_EQUALS' | 'PREFIX_NOT_EQUALS' | 'NOT_CONTAINS';

/** What AWS writes, the comparison in it, and whether that must hold or must not. */
const COMPARISONS: Readonly<Record<Written, readonly [TextComparison, keyof Tests<unknown>]>> = {
  EQUALS: ['EQUALS', 'any'],
  PREFIX: ['PREFIX', 'any'],
  CONTAINS: ['CONTAINS', 'any'],
  NOT_EQUALS: ['EQUALS', 'none'],
  PREFIX_NOT_EQUALS: ['PREFIX', 'none'],
  NOT_CONTAINS: ['CONTAINS', 'none'],
};

const OF_TEXT: readonly Written[] = ['EQUALS', 'PREFIX', 'CONTAINS', 'NOT_EQUALS', 'PREFIX_NOT_EQUALS', 'NOT_CONTAINS'];
const OF_MAP: readonly Written[] = ['EQUALS', 'CONTAINS', 'NOT_EQUALS', 'NOT_CONTAINS'];

/** AWS has the comparisons with CONTAINS only for automation rules (StringFilter's and MapFilter's descriptions). */
const WRITTEN: Readonly<Record<'string' | 'map', Readonly<Record<FilterDialect, readonly Written[]>>>> = {
  string: {
    'automation-rule': OF_TEXT,
    'get-findings': ['EQUALS', 'PREFIX', 'NOT_EQUALS', 'PREFIX_NOT_EQUALS'],
    search: OF_TEXT,
  },
  map: { 'automation-rule': OF_MAP, 'get-findings': ['EQUALS', 'NOT_EQUALS'], search: OF_MAP },
};

/** Which cannot stand together on one field, in the order in which they are told. */
const ALONE: readonly Written[] = ['CONTAINS', 'NOT_CONTAINS'];
const APART: readonly (readonly [Written, Written])[] = [
  ['EQUALS', 'NOT_EQUALS'],
  ['EQUALS', 'PREFIX_NOT_EQUALS'],
];

export function readTextTests(
  list: readonly Json[],
  dialect: FilterDialect,
  at: string,
): Tests<TextTest> | InvalidFilters {
  const entries = readEach(list, at, (item, here) => {
    const entry = entryOf(item, ['Value', 'Comparison'], here);
    if (isInvalid(entry)) return entry;
    const value = textAt(entry, 'Value', here);
    if (isInvalid(value)) return value;
    const written = comparisonOf(entry['Comparison'], WRITTEN.string[dialect], here);
    return isInvalid(written) ? written : { written, test: { comparison: COMPARISONS[written][0], value } };
  });
  return isInvalid(entries) ? entries : sorted(entries, at);
}

export function readMapTests(
  list: readonly Json[],
  dialect: FilterDialect,
  at: string,
): Tests<MapTest> | InvalidFilters {
  const entries = readEach(list, at, (item, here) => {
    const entry = entryOf(item, ['Key', 'Value', 'Comparison'], here);
    if (isInvalid(entry)) return entry;
    const key = textAt(entry, 'Key', here);
    if (isInvalid(key)) return key;
    const value = textAt(entry, 'Value', here);
    if (isInvalid(value)) return value;
    const written = comparisonOf(entry['Comparison'], WRITTEN.map[dialect], here);
    if (isInvalid(written)) return written;
    const comparison = COMPARISONS[written][0] === 'EQUALS' ? ('EQUALS' as const) : ('CONTAINS' as const);
    return { written, test: { key, comparison, value } };
  });
  return isInvalid(entries) ? entries : sorted(entries, at);
}

function comparisonOf(given: Json | undefined, accepted: readonly Written[], at: string): Written | InvalidFilters {
  return (
    accepted.find((one) => one === given) ?? invalidAt(`${at}.Comparison`, `must be one of ${accepted.join(', ')}`)
  );
}

function sorted<T>(
  entries: readonly { readonly written: Written; readonly test: T }[],
  at: string,
): Tests<T> | InvalidFilters {
  const used = new Set(entries.map(({ written }) => written));
  const alone = ALONE.find((one) => used.has(one));
  if (alone !== undefined && used.size > 1) return invalidAt(at, `must have ${alone} with no other comparison`);
  const apart = APART.find(([one, other]) => used.has(one) && used.has(other));
  if (apart) return invalidAt(at, `must not have both ${apart.join(' and ')}`);
  const side = (wanted: keyof Tests<T>) =>
    entries.filter(({ written }) => COMPARISONS[written][1] === wanted).map(({ test }) => test);
  return { any: side('any'), none: side('none') };
}
