import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonValues } from './json-values.ts';
import type { JsonValue } from './splitter.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function valuesOf(bytes: Uint8Array, cuts: readonly number[] = [], mostBytes = 1000): readonly JsonValue[] {
  const values = jsonValues({ mostBytes });
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  const found = ends.flatMap((end, index) => [...values.push(bytes.slice(ends[index - 1] ?? 0, end))]);
  return [...found, ...values.end()];
}

/** The texts, and for a fault its reason after a `!`. */
const readingOf = (text: string): readonly string[] =>
  valuesOf(bytesOf(text)).map((one) => (one.kind === 'value' ? one.text : `! ${one.reason}`));

const [A, B, C] = ['{"a":1}', '{"b":[{"x":"]}"}]}', '{"c":"\\"{\\\\"}'];
const BRACKETS = '! is not JSON: its brackets do not match';
const NEXT = '! is not JSON: the next value starts before its end';
const LINE = '! is not JSON: a line ends inside a string';
const JUNK = '! must be a JSON object';
const CUT = '! is not whole: the text ends inside it';
const OPEN = '! is missing: the text ends inside a list';

test.each<[string, string, readonly string[]]>([
  ['nothing', ' \n', []],
  ['one object', A, [A]],
  ['a list', `[${A}, ${B},\n${C}]`, [A, B, C]],
  ['an empty list', '[ ]', []],
  ['lists in a list', `[[${A}],[${B}],[]]`, [A, B]],
  ['a list on each line', `[${A}]\n[${B}]`, [A, B]],
  ['JSON lines', `${A}\n${B}\r\n\n${C}`, [A, B, C]],
  ['objects one after another', `${A}${B} ${C}`, [A, B, C]],
  ['the answer of get-findings', `{"NextToken":"x","Findings":[${A},${B}],"More":{"a":[1]}}`, [A, B]],
  ['a wrapper of small letters over lines', `{\n "findings" : [\n ${A}\n ]\n}\n`, [A]],
  ['events', `{"id":"1","detail":{"actionName":"x","findings":[${A}]}}\n{"detail":{"findings":[${B}]},"x":1}`, [A, B]],
  ['wrappers in a list', `[{"Findings":[${A}]},{"Findings":[${B},${C}]}]`, [A, B, C]],
  ['an empty wrapper', '{"Findings":[]}', []],
  ['a finding with a list of that name deeper down', '{"x":{"Findings":[1]}}', ['{"x":{"Findings":[1]}}']],
  ['a finding with a text of that name', '{"x":"Findings","y":[1]}', ['{"x":"Findings","y":[1]}']],
  ['findings of a finding', '{"Findings":[{"Findings":[{}]}]}', ['{"Findings":[{}]}']],
  ['detail of a finding', '{"Findings":[{"detail":{"findings":[{}]}}]}', ['{"detail":{"findings":[{}]}}']],
  ['a byte order mark', `\uFEFF[${A}]`, [A]],
  ['a byte order mark before nothing', '\uFEFF', []],
])('%s', (_, text, values) => {
  expect(readingOf(text)).toEqual(values);
});

test.each<[string, string, readonly string[]]>([
  ['a line that is cut off', `${A}\n{"b":[1,\n${C}`, [A, NEXT, C]],
  ['a first line that is cut off', `{"b": 1\n${B}\n${C}`, [NEXT, B, C]],
  ['a line that is cut off in a string', `${A}\n{"b":"x\n${C}`, [A, LINE, C]],
  ['a line that is cut off in an escape', `${A}\n{"b":"x\\\n${C}`, [A, LINE, C]],
  ['a line with a bracket too much', `${A}}\n${B}`, [A, JUNK, B]],
  ['a line that is no JSON', `oops\n${B}`, [JUNK, B]],
  ['a line with another value', `42\n"{"\n${B}`, [JUNK, JUNK, B]],
  ['other values in a list', `[1, "a,{", null, ${A}]`, [JUNK, JUNK, JUNK, A]],
  ['an element without its end', `[${A},{"x":1,${B},${C}]`, [A, NEXT, B, C]],
  ['a last element without its end', `[${A},{"x":1]`, [A, BRACKETS]],
  ['a last element without its end in a wrapper', `{"Findings":[{"x":1],"y":"z"}${A}`, [BRACKETS, A]],
  ['an element with other brackets', `[{"x":[1}},${A}]`, [BRACKETS, JUNK, A]],
  ['an element with a line end in a string', `[{"x":"y\nz"},\n${A}]`, [LINE, A]],
  ['an element with a bracket too much', `[${A}},${B}]`, [A, JUNK, B]],
  ['an object that is cut off', `${A}{"x":`, [A, CUT]],
  ['a list that is cut off in an element', `[${A},{"x":"`, [A, CUT]],
  ['a list that is cut off after a comma', `[${A},`, [A, OPEN]],
  ['a wrapper that is cut off', `{"Findings":[${A}],`, [A, CUT]],
])('%s is a fault, and the next value is found', (_, text, values) => {
  expect(readingOf(text)).toEqual(values);
});

test('faults count as values do', () => {
  expect(valuesOf(bytesOf(`[${A}, 1, ${B}]`)).map(({ kind, index }) => `${kind} ${index}`)).toEqual([
    'value 0',
    'fault 1',
    'value 2',
  ]);
});

test('a value over the limit is a fault, and is not kept', () => {
  const long = `{"long":"${'x'.repeat(2000)}"}`;
  expect(readingOf(`[${A},${long},${B}]`)).toEqual([A, '! is longer than 1000 bytes', B]);
  expect(valuesOf(bytesOf(`{"x":"${'x'.repeat(992)}"}`))).toMatchObject([{ kind: 'value' }]);
  expect(valuesOf(bytesOf(`{"x":"${'x'.repeat(993)}"}`))).toMatchObject([{ kind: 'fault' }]);
});

test('a wrapper may be longer than any value', () => {
  const text = `{"Ids":["${'x'.repeat(3000)}"],"Findings":[${A}],"Rest":"${'y'.repeat(3000)}"}`;
  expect(readingOf(text)).toEqual([A]);
  expect(valuesOf(bytesOf(text), [500, 1500, 2500, 3500])).toMatchObject([{ kind: 'value', text: A }]);
});

test('broken UTF-8 in a value is a fault of that value', () => {
  const bytes = bytesOf(`[${A},{"x":"_"},${B}]`);
  bytes[bytes.indexOf(0x5f)] = 0xff;
  expect(valuesOf(bytes)).toMatchObject([{ text: A }, { reason: 'is not UTF-8' }, { text: B }]);
});

test('nothing but brackets needs no memory', () => {
  const values = jsonValues();
  const bytes = bytesOf('['.repeat(100_000));
  expect(Array.from({ length: 20 }, () => values.push(bytes)).flat()).toEqual([]);
  expect(values.end()).toHaveLength(1);
});

test('a value that comes byte by byte is not copied for each of them', () => {
  const text = `{"x":"${'x'.repeat(200_000)}"}`;
  const values = jsonValues();
  const found = Array.from(bytesOf(text), (byte) => values.push(new Uint8Array([byte]))).flat();
  expect(found).toEqual([{ kind: 'value', index: 0, text }]);
});

const cuts = fc.array(fc.nat(), { maxLength: 12 });
const finding = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ depthSize: 'small' }), { maxKeys: 4 });
const findings = fc.array(finding, { maxLength: 5 });
const FORMS: readonly ((all: readonly object[], indent: number) => string)[] = [
  (all, indent) => JSON.stringify(all, null, indent),
  (all) => all.map((one) => JSON.stringify(one)).join('\n'),
  (all, indent) => all.map((one) => JSON.stringify(one, null, indent)).join(''),
  (all, indent) => JSON.stringify({ Findings: all }, null, indent),
  (all, indent) => JSON.stringify({ a: 'b', findings: all, c: { d: ['e'] } }, null, indent),
  (all, indent) => JSON.stringify({ id: 1, detail: { name: 'x', findings: all } }, null, indent),
];

test('whatever the form and wherever it is cut, every value comes out whole', () => {
  fc.assert(
    fc.property(findings, fc.constantFrom(...FORMS), fc.nat({ max: 3 }), cuts, (all, form, indent, places) => {
      const plain = all.map((one) => JSON.parse(JSON.stringify(one)) as object);
      const found = valuesOf(bytesOf(form(plain, indent)), places, 1e6);
      const read = found.map((one) => (one.kind === 'value' ? (JSON.parse(one.text) as unknown) : one.reason));
      expect(JSON.stringify(read)).toBe(JSON.stringify(plain));
    }),
    { numRuns: 500 },
  );
});

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\n',
  ' ',
  '\\',
  'x',
  '"Findings":[',
  '"detail":{',
  '{"a":1}',
  '\uFEFF',
  'é',
  'x'.repeat(30),
];
const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => bytesOf(pieces.join('')));

test('wherever broken bytes are cut, the result is the same', () => {
  fc.assert(
    fc.property(
      fc.oneof({ weight: 9, arbitrary: soup }, { weight: 1, arbitrary: fc.uint8Array() }),
      cuts,
      (bytes, places) => {
        expect(valuesOf(bytes, places, 40)).toEqual(valuesOf(bytes, [], 40));
      },
    ),
    { numRuns: 3000 },
  );
});
