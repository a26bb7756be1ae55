import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../value/json.ts';
import { compilePattern } from './compile-pattern.ts';
import type { EventPattern } from './event-pattern.ts';
import { matchesPattern } from './matches-pattern.ts';
import { patternIndex } from './pattern-index.ts';
import { rawNumber } from './raw-number.ts';

/** Few names and values, so that patterns and events meet. */
const NAMES = ['a', 'b', 'c', 'a.b', '__proto__', 'constructor'];
const TEXTS = ['', 'x', 'X', 'xy', 'xyx', 'yx', 'ß', 'ss', 'x*y', '10.0.0.1', '10.0.1.7', '2001:db8::1', '1', 'null'];
const NUMBERS = [-1, 0, 1, 1.5, 2, 10];
const RAW = ['12345678901234567890', '9007199254740993'].map(rawNumber);

const name = fc.constantFrom(...NAMES);
const text = fc.constantFrom(...TEXTS);
const number = fc.constantFrom(...NUMBERS);
const scalar: fc.Arbitrary<Json> = fc.oneof(text, number, fc.constantFrom<Json>(null, true, false, ...RAW));

/** Object literals would take `__proto__` for the prototype. */
const objectOf = (value: fc.Arbitrary<Json>, least: number): fc.Arbitrary<JsonObject> =>
  fc
    .array(fc.tuple(name, value), { minLength: least, maxLength: 3 })
    .map((entries) => Object.fromEntries(entries) as JsonObject);

const { value: eventValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    { weight: 3, arbitrary: objectOf(tie('value'), 0) },
    { weight: 3, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
  ),
}));
const event = objectOf(eventValue, 1);

const either = (values: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof(values, fc.array(values, { minLength: 1, maxLength: 3 }));
const wildcard = fc.constantFrom('*', '*x', 'x*', '*y*', 'x*x', '*x*y*', String.raw`x\*y`, '', 'xy');
const notEmpty = text.filter((one) => one !== '');
const operator: fc.Arbitrary<Json> = fc.oneof(
  text.map((prefix) => ({ prefix })),
  text.map((suffix) => ({ suffix })),
  text.map((ignored) => ({ prefix: { 'equals-ignore-case': ignored } })),
  text.map((ignored) => ({ suffix: { 'equals-ignore-case': ignored } })),
  text.map((ignored) => ({ 'equals-ignore-case': ignored })),
  wildcard.map((form) => ({ wildcard: form })),
  fc.boolean().map((exists) => ({ exists })),
  fc.constant({ exists: false }),
  fc.constantFrom('10.0.0.0/24', '0.0.0.0/0', '2001:db8::/32', '10.0.0.1/32').map((cidr) => ({ cidr })),
  fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), number).map((numeric) => ({ numeric })),
  fc.tuple(fc.constantFrom('>', '>='), number, fc.constantFrom('<', '<=')).map(([low, from, high]) => ({
    numeric: [low, from, high, from + 1.5],
  })),
  fc.oneof(either(text), either(number)).map((excluded) => ({ 'anything-but': excluded })),
  either(notEmpty).map((prefix) => ({ 'anything-but': { prefix } })),
  either(notEmpty).map((suffix) => ({ 'anything-but': { suffix } })),
  either(text).map((ignored) => ({ 'anything-but': { 'equals-ignore-case': ignored } })),
  either(wildcard).map((form) => ({ 'anything-but': { wildcard: form } })),
);
const leaf: fc.Arbitrary<Json> = fc.array(fc.oneof(scalar, operator), { minLength: 1, maxLength: 3 });

const { fields } = fc.letrec<{ fields: JsonObject; or: Json; withOr: JsonObject }>((tie) => ({
  fields: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: objectOf(leaf, 1) },
    { weight: 3, arbitrary: objectOf(fc.oneof(leaf, tie('fields')), 1) },
    { weight: 1, arbitrary: tie('withOr') },
  ),
  or: fc.array(tie('fields'), { minLength: 2, maxLength: 3 }),
  withOr: fc.tuple(objectOf(leaf, 0), tie('or')).map(([beside, or]) => ({ ...beside, $or: or })),
}));

function compiled(source: JsonObject): EventPattern[] {
  const pattern = compilePattern(source);
  return pattern.kind === 'pattern' ? [pattern] : [];
}
const pattern = fields.map(compiled).filter((patterns) => patterns.length > 0);

/** The same rules, with the fields of a few of them in common, so that the index has levels. */
const rules = fc
  .tuple(fc.array(pattern, { minLength: 1, maxLength: 30 }), fc.array(objectOf(leaf, 1), { maxLength: 20 }), leaf)
  .map(([single, alike, shared]) => [...single.flat(), ...alike.flatMap((more) => compiled({ ...more, c: shared }))]);

/** Rules on few paths, so that many stand in the tables of one path. */
const crowd = fc
  .array(
    fc.record(
      { a: leaf, b: leaf, $or: fc.constantFrom([{ a: ['x'] }, { a: [{ suffix: 'x' }] }], [{ c: [1] }, { c: [2] }]) },
      { requiredKeys: ['a'] },
    ),
    {
      minLength: 20,
      maxLength: 60,
    },
  )
  .map((sources) => sources.flatMap(compiled));
const crowded = fc.record({ a: eventValue, b: eventValue, c: eventValue }, { requiredKeys: ['a'] });

function expectSameRules(patterns: readonly EventPattern[], events: readonly JsonObject[]): void {
  const index = patternIndex(patterns.map((one, id) => ({ id, pattern: one })));
  for (const one of events) {
    const wanted = patterns.flatMap((candidate, id) => (matchesPattern(candidate, one) ? [id] : []));
    expect(index.match(one)).toEqual(wanted);
  }
}

test('the index finds the rules that match one by one', () => {
  fc.assert(fc.property(rules, fc.array(event, { minLength: 1, maxLength: 5 }), expectSameRules), { numRuns: 600 });
}, 60_000);

test('the index finds the rules that match one by one, where many are on the same paths', () => {
  fc.assert(fc.property(crowd, fc.array(crowded, { minLength: 3, maxLength: 8 }), expectSameRules), { numRuns: 300 });
}, 60_000);

test('of a pattern with very many branches the index looks at each', () => {
  const arms = (field: string): JsonObject[] => Array.from({ length: 9 }, (_, at) => ({ [field]: [at] }));
  const patterns = TEXTS.flatMap((source) => compiled({ source: [source], $or: arms('a'), d: { $or: arms('b') } }));
  const events = [1, 9].flatMap((a) => [8, 9].map((b) => ({ source: 'x', a, d: { b } })));
  expect(patterns.map(({ branches }) => branches.length)).toEqual(TEXTS.map(() => 81));
  expectSameRules(patterns, events);
});
