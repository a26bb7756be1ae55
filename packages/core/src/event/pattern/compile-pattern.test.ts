import { expect, test } from 'vitest';
import { compilePattern } from './compile-pattern.ts';

const reasonOf = (source: unknown): string => {
  const read = compilePattern(source);
  return read.kind === 'invalid' ? read.reason : 'no reason: it is valid';
};

test.each([
  ['{"a": [1', 'it is not JSON'],
  ['[]', 'must be a JSON object that names fields'],
  ['"text"', 'must be a JSON object'],
  ['{}', 'must name at least one field'],
  ['{"detail": {"state": "x"}}', 'detail.state: must be an array of values to match, or an object'],
  ['{"detail": {"state": []}}', 'detail.state: must hold at least one value'],
  ['{"a": [["x"]]}', 'a[0]: must be a string, a number, true, false, null or an object with one operator'],
  [
    '{"a": ["x", {"Prefix": "x"}]}',
    'a[1]: "Prefix" is not an operator here, use one of prefix, suffix, equals-ignore-case, anything-but, numeric, exists, cidr, wildcard',
  ],
  ['{"a": [{"exactly": "x"}]}', 'a[0]: "exactly" is not an operator here'],
  ['{"a": [{"prefix": "x", "suffix": "y"}]}', 'a[0]: must hold exactly one operator'],
  ['{"a": [{"prefix": 3}]}', 'a[0].prefix: must be one string, or {"equals-ignore-case": string}'],
  ['{"a": [{"prefix": {"equals-ignore-case": "x", "y": 1}}]}', 'a[0].prefix: must be one string'],
  ['{"a": [{"anything-but": ["a", 1]}]}', 'a[0].anything-but: must be a string, a number, a list of strings'],
  [
    '{"a": [{"anything-but": {"numeric": ["=", 1]}}]}',
    'a[0].anything-but: "numeric" is not an operator here, use one of prefix, suffix, equals-ignore-case, wildcard',
  ],
  ['{"a": [{"anything-but": {"suffix": ["x", ""]}}]}', 'a[0].anything-but.suffix: must not be an empty string'],
  ['{"a": [{"anything-but": {"prefix": []}}]}', 'a[0].anything-but.prefix: must not be an empty list'],
  ['{"a": [{"numeric": [">", 5, "<", 5]}]}', 'a[0].numeric: must be one comparison such as'],
  ['{"a": [{"numeric": ["<", 9007199254740993]}]}', 'each number one that a double holds'],
  ['{"a": [{"numeric": ["<", 1e400]}]}', 'each number one that a double holds'],
  ['{"a": [{"numeric": [">", 1, "<"]}]}', 'a[0].numeric: must be one comparison'],
  ['{"a": [{"numeric": [">", 1, "=", 2]}]}', 'a[0].numeric: must be one comparison'],
  ['{"a": [{"cidr": "10.0.0.0/24/1"}]}', 'a[0].cidr: must be a block of addresses such as'],
  ['{"a": [{"cidr": "10.0.0.0"}]}', 'a[0].cidr: must be a block of addresses'],
  ['{"a": [{"cidr": "2001:db8::1/128"}]}', 'mask 0 to 127'],
  [String.raw`{"a": [{"wildcard": "a\\b"}]}`, String.raw`must hold no other escapes than \* and \\`],
  [String.raw`{"a": [{"wildcard": "a\\"}]}`, 'must hold no other escapes'],
  ['{"$or": {"a": [1]}}', '$or: must be an array of two objects or more'],
  ['{"d": {"$or": [{"a": [1]}, {"b": 1}]}}', 'd.$or[1].b: must be an array of values'],
  [`{"a": ["${'x'.repeat(4_096)}"]}`, 'it is longer than 4096 characters'],
])('%s is refused with the place and what may stand there', (text, reason) => {
  expect(reasonOf(text)).toMatch(/^Event pattern is not valid\. Reason: ./);
  expect(reasonOf(text)).toContain(reason);
});

const arms = (field: string, count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ [field]: [index] }));

test('more than 1,000 combinations of $or are refused before they are made', () => {
  const pattern = {
    $or: arms('a', 10),
    x: { $or: arms('b', 10) },
    y: { $or: arms('c', 10) },
    z: { $or: arms('d', 2) },
  };
  expect(reasonOf(pattern)).toContain('z.$or: the $or arrays make more than 1000 combinations');
});

test.each([
  ['{"a": [{"wildcard": "a\\\\**"}]}'],
  ['{"a": [{"wildcard": "*a*a*a*a"}]}'],
  ['{"a": [{"wildcard": "arn:aws:*:*:*:*:b"}]}'],
  ['{"a": [{"cidr": "192.0.2.9/32"}]}'],
  ['{"a": [{"cidr": "::/0"}]}'],
  ['{"a": [{"anything-but": ""}]}'],
  ['{"a": [12345678901234567890]}'],
  ['{"__proto__": ["x"]}'],
])('%s is accepted', (text) => {
  expect(compilePattern(text).kind).toBe('pattern');
});

test('an object is read as its text is', () => {
  const source = { detail: { a: ['x', { 'anything-but': [1] }], $or: [{ b: [null] }, { 'c.d': [true] }] } };
  expect(compilePattern(source)).toEqual(compilePattern(JSON.stringify(source)));
});

test('what is no JSON is refused', () => {
  const circle: { a: unknown[] } = { a: [] };
  circle.a.push(circle);
  expect(reasonOf(circle)).toContain('it cannot be written as JSON');
  expect(reasonOf({ a: [1n] })).toContain('it cannot be written as JSON');
  expect(reasonOf({ a: [Number.NaN] })).toContain('a[0]: must be a string, a number');
  expect(reasonOf(undefined)).toContain('must be a JSON object');
});
