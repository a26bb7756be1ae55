import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Asff } from '../asff/asff.ts';
import { ASFF_SHAPES } from '../asff/generated/asff-shapes.ts';
import { readAsff } from '../asff/read-asff.ts';
import { sampleAsff } from '../asff/testing/sample-asff.ts';
import { compileFilters } from './compile-filters.ts';
import { FILTER_FIELDS, type FilterKind } from './filter-fields.ts';
import type { FilterDialect } from './finding-filters.ts';

const NOW = '2026-01-12T00:00:00.000Z';

function matches(filters: object, asff: Asff, dialect: FilterDialect = 'automation-rule'): boolean {
  const compiled = compileFilters(filters, dialect);
  if (compiled.kind === 'invalid') throw new Error(`${compiled.field} ${compiled.reason}`);
  return compiled.matches(asff, NOW);
}

function fault(filters: unknown, dialect: FilterDialect = 'automation-rule'): string {
  const compiled = compileFilters(filters, dialect);
  return compiled.kind === 'invalid' ? `${compiled.field} ${compiled.reason}` : 'filters';
}

const text = (Value: string, Comparison: string) => ({ Value, Comparison });

describe('fields', () => {
  test('rules have 38, GetFindings has 104 and all of those', () => {
    const [rule, query] = [FILTER_FIELDS['automation-rule'], FILTER_FIELDS['get-findings']];
    expect([rule.size, query.size]).toEqual([38, 104]);
    expect([...rule.keys()].filter((name) => !query.has(name))).toEqual([]);
  });

  /** The type that the model has at the end of a path. */
  function typeAt(path: readonly string[]): string {
    return path.reduce(
      (type, step) =>
        (step === '[]' ? type.slice(type.indexOf(']') + 1) : (ASFF_SHAPES[type.slice(1)]?.[step] ?? 'none')).replace(
          '!',
          '',
        ),
      '{AwsSecurityFinding',
    );
  }
  const FORMS: Readonly<Record<FilterKind, RegExp>> = {
    string: /^(?:text|enum)/,
    ip: /^text/,
    number: /^(?:integer|number)/,
    date: /^timestamp/,
    map: /^(?:map|tags)/,
    boolean: /^boolean/,
    keyword: /^\{AwsSecurityFinding/,
  };

  test.each([...FILTER_FIELDS['get-findings']])('%s leads to a value of its kind in ASFF', (_name, { kind, path }) => {
    expect(typeAt(path)).toMatch(FORMS[kind]);
  });

  /** A finding with this value at the end of the path and nowhere else. */
  function withValue(path: readonly string[], value: unknown): Asff {
    const nested = path.reduceRight((inner, step) => (step === '[]' ? [inner] : { [step]: inner }), value);
    return nested as Asff;
  }
  const VALUES: Readonly<Record<FilterKind, readonly [value: unknown, condition: object]>> = {
    string: ['x1', text('x1', 'EQUALS')],
    map: [{ k: 'v' }, { Key: 'k', Value: 'v', Comparison: 'EQUALS' }],
    number: [7, { Eq: 7 }],
    date: ['2026-01-01T00:00:00.000Z', { Start: '2026-01-01T00:00:00Z' }],
    boolean: [true, { Value: true }],
    ip: ['10.1.1.1', { Cidr: '10.0.0.0/8' }],
    keyword: [{ Title: 'A Word in it', Description: '' }, { Value: 'word' }],
  };

  test.each([...FILTER_FIELDS['get-findings']])('%s finds a value there', (name, { kind, path }) => {
    const [value, condition] = VALUES[kind];
    expect(matches({ [name]: [condition] }, withValue(path, value), 'get-findings')).toBe(true);
    const other = { Title: 'other', Description: '' };
    expect(matches({ [name]: [condition] }, other as Asff, 'get-findings')).toBe(false);
  });
});

describe('what is refused', () => {
  const many = (count: number) => Array.from({ length: count }, () => text('x', 'EQUALS'));

  test.each<[string, unknown]>([
    ['filters must be an object', []],
    ['filters must be an object', undefined],
    ['SeverityLable is no field to filter by; did you mean SeverityLabel?', { SeverityLable: [] }],
    ['Region is no field to filter by', { Region: many(1) }],
    ['__proto__ is no field to filter by', JSON.parse('{"__proto__":[]}')],
    ['Title must be a list of 1 to 100 conditions', { Title: [] }],
    ['Title must be a list of 1 to 100 conditions', { Title: many(101) }],
    ['Title must be a list of 1 to 100 conditions', { Title: 'x' }],
    ['Description must be a list of 1 to 20 conditions', { Description: many(21) }],
    ['Title[0] must be an object', { Title: ['x'] }],
    ['Title[0] must have Value, Comparison', { Title: [{}] }],
    ['Title[1].Value is required', { Title: [...many(1), { Comparison: 'EQUALS' }] }],
    ['Title[0].Value must be a text', { Title: [{ Value: 1, Comparison: 'EQUALS' }] }],
    ['Title[0].Value must not be blank', { Title: [text(' ', 'EQUALS')] }],
    ['Title[0].Colour must be one of Value, Comparison', { Title: [{ ...text('x', 'EQUALS'), Colour: 1 }] }],
    [
      'Title[0].Comparison must be one of EQUALS, PREFIX, CONTAINS, NOT_EQUALS, PREFIX_NOT_EQUALS, NOT_CONTAINS',
      { Title: [text('x', 'CONTAINS_WORD')] },
    ],
    [
      'ResourceTags[0].Comparison must be one of EQUALS, CONTAINS, NOT_EQUALS, NOT_CONTAINS',
      { ResourceTags: [{ Key: 'k', ...text('x', 'PREFIX') }] },
    ],
    ['ResourceTags[0].Key is required', { ResourceTags: [text('x', 'EQUALS')] }],
    ['Criticality[0] must have Eq, Gte, Lte, Gt, Lt', { Criticality: [{}] }],
    ['Criticality[0].Gt must be a number', { Criticality: [{ Eq: 1, Gt: '5' }] }],
    [
      'CreatedAt[0] must have either DateRange or Start and End',
      { CreatedAt: [{ Start: NOW, DateRange: { Value: 1, Unit: 'DAYS' } }] },
    ],
    [
      'CreatedAt[0].End must be a timestamp with its zone, such as 2026-01-31T09:30:00.000Z',
      { CreatedAt: [{ End: 'now' }] },
    ],
    ['CreatedAt[0].DateRange.Unit must be DAYS', { CreatedAt: [{ DateRange: { Value: 1 } }] }],
    [
      'CreatedAt[0].DateRange.Value must be a whole number from 1 to 36500',
      { CreatedAt: [{ DateRange: { Value: 1e9, Unit: 'DAYS' } }] },
    ],
    [
      'CreatedAt[0].DateRange.Comparison must be one of WITHIN, OLDER_THAN',
      { CreatedAt: [{ DateRange: { Value: 1, Unit: 'DAYS', Comparison: 'BEFORE' } }] },
    ],
  ])('%s', (reason, filters) => {
    expect(fault(filters)).toBe(reason);
  });

  test.each([
    ['CONTAINS', 'EQUALS', false],
    ['CONTAINS', 'PREFIX', false],
    ['CONTAINS', 'NOT_CONTAINS', false],
    ['CONTAINS', 'NOT_EQUALS', false],
    ['NOT_CONTAINS', 'EQUALS', false],
    ['NOT_CONTAINS', 'PREFIX_NOT_EQUALS', false],
    ['EQUALS', 'NOT_EQUALS', false],
    ['EQUALS', 'PREFIX_NOT_EQUALS', false],
    ['EQUALS', 'PREFIX', true],
    ['PREFIX', 'NOT_EQUALS', true],
    ['PREFIX', 'PREFIX_NOT_EQUALS', true],
    ['NOT_EQUALS', 'PREFIX_NOT_EQUALS', true],
    ['CONTAINS', 'CONTAINS', true],
    ['NOT_CONTAINS', 'NOT_CONTAINS', true],
  ])('%s and %s on one field may stand together: %j', (one, other, allowed) => {
    for (const pair of [
      [one, other],
      [other, one],
    ]) {
      expect(fault({ Title: pair.map((comparison) => text('x', comparison)) }) === 'filters').toBe(allowed);
    }
  });

  test('GetFindings takes ten fields of twenty conditions, an empty list as none, and no CONTAINS', () => {
    const names = [...FILTER_FIELDS['get-findings'].keys()].slice(0, 11);
    const filters = (count: number) => Object.fromEntries(names.slice(0, count).map((name) => [name, []]));
    expect(fault(filters(10), 'get-findings')).toBe('filters');
    expect(fault(filters(11), 'get-findings')).toBe('filters must have at most 10 fields');
    expect(compileFilters({ Title: [] }, 'get-findings')).toMatchObject({ fields: [] });
    expect(fault({ Title: many(21) }, 'get-findings')).toBe('Title must be a list of 0 to 20 conditions');
    expect(fault({ Title: [text('x', 'CONTAINS')] }, 'get-findings')).toMatch(
      /^Title\[0\]\.Comparison must be one of EQUALS, PREFIX,/,
    );
    expect(fault({ NetworkSourceIpV4: [{ Cidr: '10/8' }] }, 'get-findings')).toMatch(
      /^NetworkSourceIpV4\[0\]\.Cidr must be/,
    );
    expect(fault({ Sample: [{ Value: 'true' }] }, 'get-findings')).toBe('Sample[0].Value must be true or false');
  });

  test('no JSON is a crash', () => {
    const names = fc.constantFrom(...FILTER_FIELDS['get-findings'].keys());
    fc.assert(
      fc.property(
        fc.dictionary(names, fc.jsonValue()),
        fc.constantFrom('automation-rule', 'get-findings'),
        (filters, dialect) => {
          expect(['filters', 'invalid']).toContain(compileFilters(filters, dialect).kind);
        },
      ),
    );
  });
});

describe('what matches', () => {
  const finding = sampleAsff({
    Criticality: 60,
    Resources: [
      { Type: 'AwsS3Bucket', Id: 'a', Tags: { env: 'prod' } },
      { Type: 'AwsIamRole', Id: 'b', Tags: { team: 'x' } },
    ],
  });

  test.each([
    [{ Gt: 60 }, false],
    [{ Gt: 59, Lt: 61 }, true],
    [{ Lt: 60 }, false],
    [{ Eq: 60, Gte: 60, Lte: 60 }, true],
    [{ Eq: 60, Gt: 60 }, false],
  ])('the number 60 and %j: %j', (condition, expected) => {
    expect(matches({ Criticality: [condition] }, finding)).toBe(expected);
  });

  test.each([
    [{ Start: '2026-01-10T00:00:00Z' }, true],
    [{ End: '2026-01-10T00:00:00Z' }, true],
    [{ Start: '2026-01-10T00:00:00.001Z' }, false],
    [{ End: '2026-01-09T23:59:59.999Z' }, false],
    [{ DateRange: { Value: 2, Unit: 'DAYS', Comparison: 'WITHIN' } }, true],
    [{ DateRange: { Value: 2, Unit: 'DAYS', Comparison: 'OLDER_THAN' } }, false],
    [{ DateRange: { Value: 1, Unit: 'DAYS', Comparison: 'OLDER_THAN' } }, true],
  ])('an update two days ago and %j: %j', (condition, expected) => {
    expect(matches({ UpdatedAt: [condition] }, finding)).toBe(expected);
  });

  test('the same filters count back from the time that they are asked for', () => {
    const filters = compileFilters({ UpdatedAt: [{ DateRange: { Value: 1, Unit: 'DAYS' } }] }, 'automation-rule');
    if (filters.kind === 'invalid') throw new Error(filters.reason);
    expect([NOW, '2026-01-10T12:00:00.000Z', NOW].map((now) => filters.matches(finding, now))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test.each([
    ['env', 'prod', 'NOT_EQUALS', false],
    ['env', 'pro', 'NOT_CONTAINS', false],
    ['env', 'dev', 'NOT_EQUALS', true],
    ['absent', 'prod', 'NOT_EQUALS', true],
    ['env', 'ro', 'CONTAINS', true],
    ['toString', 'x', 'EQUALS', false],
  ])('of several resources with tags one is enough: %s %s %s is %j', (Key, Value, Comparison, expected) => {
    expect(matches({ ResourceTags: [{ Key, Value, Comparison }] }, finding)).toBe(expected);
  });

  test('what is not of the type of its field matches nothing', () => {
    const odd = { Title: 5, Resources: {}, Criticality: '60', UpdatedAt: 'x', UserDefinedFields: [], Description: '' };
    const asff = odd as unknown as Asff;
    for (const filters of [
      { Title: [text('5', 'EQUALS')] },
      { ResourceType: [text('x', 'PREFIX')] },
      { Criticality: [{ Gte: 0 }] },
      { UpdatedAt: [{ Start: '2000-01-01T00:00:00Z' }] },
      { UserDefinedFields: [{ Key: '0', Value: 'x', Comparison: 'EQUALS' }] },
    ]) {
      expect(matches(filters, asff)).toBe(false);
    }
  });

  const VALUE = fc.stringMatching(/^[ab]{1,3}$/);
  const PAIRS = [
    ['EQUALS', 'NOT_EQUALS'],
    ['PREFIX', 'PREFIX_NOT_EQUALS'],
    ['CONTAINS', 'NOT_CONTAINS'],
  ] as const;

  test('a negative comparison is the contrary of the positive one, in lists, in maps and where nothing is', () => {
    fc.assert(
      fc.property(fc.array(VALUE), VALUE, fc.constantFrom(...PAIRS), (types, value, [positive, negative]) => {
        const asff = sampleAsff({
          Types: types,
          UserDefinedFields: Object.fromEntries(types.map((type) => [type, value])),
        });
        const by = (comparison: string) => matches({ Type: [text(value, comparison)] }, asff);
        expect(by(negative)).toBe(!by(positive));
        if (positive === 'PREFIX') return;
        const map = (comparison: string) =>
          matches({ UserDefinedFields: [{ Key: value, ...text('a', comparison) }] }, asff);
        expect(map(negative)).toBe(!map(positive));
      }),
    );
  });

  test('positive conditions on one field are joined by OR, negative ones and fields by AND', () => {
    fc.assert(
      fc.property(
        VALUE,
        fc.array(VALUE, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...PAIRS),
        (title, values, [positive, negative]) => {
          const asff = sampleAsff({ Title: title, Description: title });
          const each = (comparison: string) =>
            values.map((value) => matches({ Title: [text(value, comparison)] }, asff));
          const all = (comparison: string) => values.map((value) => text(value, comparison));
          expect(matches({ Title: all(positive) }, asff)).toBe(each(positive).includes(true));
          expect(matches({ Title: all(negative) }, asff)).toBe(!each(negative).includes(false));
          expect(matches({ Title: all(positive), Description: all(negative) }, asff)).toBe(
            each(positive).includes(true) && !each(negative).includes(false),
          );
        },
      ),
    );
  });

  test('the structure says what matches does', () => {
    const filters = compileFilters(
      {
        ResourceType: [text('AwsIam', 'PREFIX'), text('AwsIamPolicy', 'NOT_EQUALS')],
        UpdatedAt: [{ DateRange: { Value: 3, Unit: 'DAYS' } }],
        CreatedAt: [{ Start: '2026-01-01T02:00:00+02:00' }],
        Criticality: [{ Gte: 1, Lt: 5 }, { Eq: 9 }],
        UserDefinedFields: [{ Key: 'k', Value: 'v', Comparison: 'NOT_CONTAINS' }],
      },
      'automation-rule',
    );
    expect(filters).toMatchObject({
      kind: 'filters',
      fields: [
        {
          kind: 'string',
          field: 'ResourceType',
          path: ['Resources', '[]', 'Type'],
          any: [{ comparison: 'PREFIX', value: 'AwsIam' }],
          none: [{ comparison: 'EQUALS', value: 'AwsIamPolicy' }],
        },
        { kind: 'date', field: 'UpdatedAt', path: ['UpdatedAt'], any: [{ kind: 'within', days: 3 }] },
        { kind: 'date', field: 'CreatedAt', any: [{ kind: 'between', from: '2026-01-01T00:00:00.000Z' }] },
        { kind: 'number', field: 'Criticality', any: [{ gte: 1, lt: 5 }, { eq: 9 }] },
        { kind: 'map', field: 'UserDefinedFields', any: [], none: [{ key: 'k', comparison: 'CONTAINS', value: 'v' }] },
      ],
    });
  });

  test('a finding that was read matches as one that was not', () => {
    const given = { ...finding, UpdatedAt: '2026-01-10T01:00:00+01:00' };
    const read = readAsff(given, { now: NOW });
    if (read.kind === 'rejected') throw new Error(read.reason);
    const filters = { UpdatedAt: [{ Start: '2026-01-10T00:00:00Z', End: '2026-01-10T00:00:00Z' }] };
    expect([matches(filters, given), matches(filters, read.asff)]).toEqual([true, true]);
  });
});
