import type { Json, JsonObject } from '../../value/json.ts';
import { unreachable } from '../../value/unreachable.ts';
import { timestampInstant } from '../asff/timestamp.ts';
import { entryOf, invalidAt, isInvalid, readEach, textAt } from './filter-entry.ts';
import type { FilterField } from './filter-fields.ts';
import type { DateTest, FieldFilter, FilterDialect, InvalidFilters, NumberTest } from './finding-filters.ts';
import { ipNetwork, ipNetworkText } from './ip-network.ts';
import { asffTypeTests } from './asff-type-tests.ts';
import { readMapTests, readTextTests } from './read-text-tests.ts';

/** A hundred years: counting back stays within the years that a timestamp can say. */
const MOST_DAYS = 36_500;

/** The conditions on one field out of AWS's list of entries, each of which is checked. */
export function readField(
  field: string,
  { kind, path }: FilterField,
  list: readonly Json[],
  dialect: FilterDialect,
): FieldFilter | InvalidFilters {
  const made = <T extends object>(tests: T | InvalidFilters, filter: (tests: T) => FieldFilter) =>
    isInvalid(tests) ? tests : filter(tests);
  switch (kind) {
    case 'string':
      return made(readTextTests(list, dialect, field), (tests) => ({
        kind,
        field,
        path,
        ...(dialect === 'search' && field === 'ResourceType' ? asffTypeTests(tests) : tests),
      }));
    case 'map':
      return made(readMapTests(list, dialect, field), (tests) => ({ kind, field, path, ...tests }));
    case 'number':
      return made(readEach(list, field, numberTest), (any) => ({ kind, field, path, any }));
    case 'date':
      return made(readEach(list, field, dateTest), (any) => ({ kind, field, path, any }));
    case 'boolean':
      return made(readEach(list, field, truth), (any) => ({ kind, field, path, any }));
    case 'ip':
      return made(readEach(list, field, network), (any) => ({ kind, field, path, any }));
    case 'keyword':
      return made(readEach(list, field, word), (any) => ({ kind, field: 'Keyword', any }));
    default:
      return unreachable(kind);
  }
}

const NUMBER_MEMBERS = { Eq: 'eq', Gte: 'gte', Lte: 'lte', Gt: 'gt', Lt: 'lt' } as const;

function numberTest(item: Json, at: string): NumberTest | InvalidFilters {
  const entry = entryOf(item, Object.keys(NUMBER_MEMBERS), at);
  if (isInvalid(entry)) return entry;
  const given = Object.entries(NUMBER_MEMBERS).filter(([member]) => !isAbsent(entry[member]));
  const wrong = given.find(([member]) => typeof entry[member] !== 'number' || !Number.isFinite(entry[member]));
  if (wrong) return invalidAt(`${at}.${wrong[0]}`, 'must be a number');
  return Object.fromEntries(given.map(([member, name]) => [name, entry[member] as number]));
}

function dateTest(item: Json, at: string): DateTest | InvalidFilters {
  const entry = entryOf(item, ['Start', 'End', 'DateRange'], at);
  if (isInvalid(entry)) return entry;
  if (isAbsent(entry['DateRange'])) return between(entry, at);
  if (!isAbsent(entry['Start']) || !isAbsent(entry['End'])) {
    return invalidAt(at, 'must have either DateRange or Start and End');
  }
  return range(entry['DateRange'], `${at}.DateRange`);
}

function between(entry: JsonObject, at: string): DateTest | InvalidFilters {
  const from = isAbsent(entry['Start']) ? undefined : instantAt(entry, 'Start', at);
  if (isInvalid(from)) return from;
  const to = isAbsent(entry['End']) ? undefined : instantAt(entry, 'End', at);
  if (isInvalid(to)) return to;
  return { kind: 'between', ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function instantAt(entry: JsonObject, member: string, at: string): string | InvalidFilters {
  const text = textAt(entry, member, at);
  if (isInvalid(text)) return text;
  return (
    timestampInstant(text) ??
    invalidAt(`${at}.${member}`, 'must be a timestamp with its zone, such as 2026-01-31T09:30:00.000Z')
  );
}

function range(value: Json, at: string): DateTest | InvalidFilters {
  const entry = entryOf(value, ['Value', 'Unit', 'Comparison'], at);
  if (isInvalid(entry)) return entry;
  const { Value: days, Unit: unit, Comparison: comparison } = entry;
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    return invalidAt(`${at}.Value`, `must be a whole number from 1 to ${MOST_DAYS}`);
  }
  if (unit !== 'DAYS') return invalidAt(`${at}.Unit`, 'must be DAYS');
  if (isAbsent(comparison) || comparison === 'WITHIN') return { kind: 'within', days };
  return comparison === 'OLDER_THAN'
    ? { kind: 'older-than', days }
    : invalidAt(`${at}.Comparison`, 'must be one of WITHIN, OLDER_THAN');
}

function truth(item: Json, at: string): boolean | InvalidFilters {
  const entry = entryOf(item, ['Value'], at);
  if (isInvalid(entry)) return entry;
  return typeof entry['Value'] === 'boolean' ? entry['Value'] : invalidAt(`${at}.Value`, 'must be true or false');
}

function network(item: Json, at: string): string | InvalidFilters {
  const entry = entryOf(item, ['Cidr'], at);
  if (isInvalid(entry)) return entry;
  const text = textAt(entry, 'Cidr', at);
  if (isInvalid(text)) return text;
  const known = ipNetwork(text);
  return known ? ipNetworkText(known) : invalidAt(`${at}.Cidr`, 'must be a network or an address, such as 10.0.0.0/8');
}

function word(item: Json, at: string): string | InvalidFilters {
  const entry = entryOf(item, ['Value'], at);
  return isInvalid(entry) ? entry : textAt(entry, 'Value', at);
}

const isAbsent = (value: Json | undefined): value is null | undefined => value === null || value === undefined;
