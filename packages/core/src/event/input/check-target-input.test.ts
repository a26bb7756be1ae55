import { expect, test } from 'vitest';
import type { TargetInput } from '../event-rule.ts';
import { checkTargetInput, type InputFaultKind } from './check-target-input.ts';

const kinds = (input: TargetInput): InputFaultKind[] => checkTargetInput('t1', input).map(({ kind }) => kind);
const messages = (input: TargetInput): string[] => checkTargetInput('t1', input).map(({ message }) => message);
const template = (text: string, paths: Record<string, string> = { a: '$.detail.a' }): TargetInput => ({
  kind: 'transformer',
  paths,
  template: text,
});

test.each<[text: string, ...kinds: InputFaultKind[]]>([
  ['{"a": 1}'],
  ['"hello"'],
  ['7'],
  ['hello', 'not-json'],
  ['', 'not-json'],
  [`"${'x'.repeat(8_190)}"`],
  [`"${'x'.repeat(8_191)}"`, 'too-long'],
])('the constant %.20s…', (text, ...expected) => {
  expect(kinds({ kind: 'constant', text })).toEqual(expected);
});

test.each<[path: string, ...kinds: InputFaultKind[]]>([
  ['$'],
  ['$.detail.findings[0].Id'],
  [`$.${'x'.repeat(254)}`],
  [`$.${'x'.repeat(255)}`, 'too-long'],
  ['detail', 'invalid-path'],
  ["$.detail['a']", 'invalid-path'],
])('the path %.30s…', (path, ...expected) => {
  expect(kinds({ kind: 'path', path })).toEqual(expected);
});

test.each<[text: string, ...kinds: InputFaultKind[]]>([
  ['{"x": <a>}'],
  ['{"x": "<a>", "y": [1, <a>]}'],
  ['"<a> is here"'],
  ['"first <a>"\n"second <a>"\n'],
  ['<a>'],
  ['"say \\"<a>\\""'],
  ['"rule <aws.events.rule-name>"'],
  ['{"e": <aws.events.event.json>}'],
  ['"1 < 2 and </b> is no placeholder"'],
  ['', 'invalid-template'],
  ['<a> is here', 'invalid-template'],
  ['{"x": <a>', 'invalid-template'],
  ['{"x": 1 <a>}', 'invalid-template'],
  ['{"x": tr ue}', 'invalid-template'],
  ['{"x": "\\<a>"}', 'invalid-template'],
  ['"<b>"', 'unknown-placeholder'],
  ['"<toString>"', 'unknown-placeholder'],
  ['{"<a>": 1}', 'placeholder-as-key'],
  ['{"x": {"pre <a>" : 1}}', 'placeholder-as-key'],
  ['{<a>: 1}', 'placeholder-as-key'],
  ['"<aws.events.event.json>"', 'object-within-text'],
  ['[<aws.events.event.json>]', 'object-within-text'],
  ['{"e": "<aws.events.event>"}', 'object-within-text'],
  [`"${'x'.repeat(8_191)}"`, 'too-long'],
])('the template %.30s…', (text, ...expected) => {
  expect(kinds(template(text))).toEqual(expected);
});

test.each<[name: string, ...kinds: InputFaultKind[]]>([
  ['a-b_C9'],
  ['AWSx'],
  ['a.b', 'invalid-name'],
  ['', 'invalid-name'],
  ['x'.repeat(257), 'invalid-name'],
  ['aws.events.rule-arn', 'reserved-name'],
  ['aws.events.event', 'reserved-name'],
])('the variable %.20s', (name, ...expected) => {
  expect(kinds(template('"text"', { [name]: '$.id' }))).toEqual(expected);
});

test('there may be 100 paths, and each is checked', () => {
  const paths = (count: number, path = '$.id'): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, path]));
  expect(kinds(template('"text"', paths(100)))).toEqual([]);
  expect(kinds(template('"text"', paths(101)))).toEqual(['too-many-paths']);
  expect(kinds(template('"text"', paths(2, 'id')))).toEqual(['invalid-path', 'invalid-path']);
});

test('faults are told in the words of PutTargets', () => {
  expect(messages(template('"<b>"'))).toEqual(['InputTemplate for target t1 contains invalid placeholder b.']);
  expect(messages(template('"<aws.events.event.json>"'))).toEqual([
    'InputTemplate for target t1 contains placeholder aws.events.event.json valid only for JSON template.',
  ]);
  expect(messages({ kind: 'constant', text: 'x' })).toEqual(['JSON syntax error in input for target t1.']);
  expect(messages({ kind: 'path', path: 'x' })[0]).toMatch(/^InputPath for target t1 is invalid\./);
});
