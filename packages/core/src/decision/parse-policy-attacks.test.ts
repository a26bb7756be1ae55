import { expect, test } from 'vitest';
import { parsePolicy, type ParsedPolicy } from './parse-policy.ts';

const parse = (...texts: readonly string[]): ParsedPolicy =>
  parsePolicy(
    texts.map((text, index) => ({ name: `${index}.yaml`, text })),
    { controls: [] },
    (given) => `#${given.length}`,
  );
const HEAD = 'regions: [eu-west-1]\naccounts: [{ id: "111111111111", name: one }]\n';

test.each<[string, string, { readonly line: number; readonly path: string }, RegExp]>([
  [
    'an unknown key deep inside',
    'flaps: { windowHour: 1 }',
    { line: 3, path: 'flaps.windowHour' },
    /regressions, windowHours/,
  ],
  ['an anchor', 'critical: &a { tags: {} }', { line: 3, path: 'critical' }, /anchors and aliases/],
  ['an alias', 'parameters: { a: &a {}, b: *a }', { line: 3, path: 'parameters.a' }, /anchors and aliases/],
  ['a value that holds itself', 'parameters: &p { S3.8: *p }', { line: 3, path: 'parameters' }, /anchors/],
  ['a list that holds itself', 'windows: &w [*w]', { line: 3, path: 'windows' }, /anchors/],
  ['an anchor on a key', 'parameters: { &k S3.8: {} }', { line: 3, path: 'parameters' }, /plain text/],
  ['an alias as a key', 'parameters: { *k : {} }', { line: 3, path: 'parameters' }, /plain text|Unresolved/],
  ['a merge key', '%YAML 1.1\n---\nparameters: { <<: { a: 1 } }', { line: 5, path: 'parameters' }, /in quotes/],
  [
    'a key that stands twice',
    'critical: { tags: { env: [a], env: [b] } }',
    { line: 3, path: 'critical.tags.env' },
    /unique/,
  ],
  ['a prototype key', 'parameters: { __proto__: { polluted: true } }', { line: 3, path: 'parameters' }, /__proto__/],
  ['a number as a key', 'parameters: { 1: {} }', { line: 3, path: 'parameters' }, /in quotes/],
  ['a list as a key', 'parameters: { [a]: {} }', { line: 3, path: 'parameters' }, /in quotes/],
  ['a map as a key', 'parameters:\n  ? { a: 1 }\n  : {}', { line: 4, path: 'parameters' }, /in quotes/],
  ['no key at all', 'parameters: { : {} }', { line: 3, path: 'parameters' }, /in quotes/],
  ['infinity', 'planExpiresAfterHours: .inf', { line: 3, path: 'planExpiresAfterHours' }, /a number/],
  ['a type of its own', 'critical: !!js/function "x"', { line: 3, path: '' }, /tag/i],
  ['two documents', '---\nregions: []', { line: 3, path: '' }, /document/],
  ['what is no YAML', 'critical: [', { line: 4, path: '' }, /.+/],
])('%s is refused with its place', (_name, text, place, message) => {
  const parsed = parse(text.startsWith('%') ? text.replace('---\n', `---\n${HEAD}`) : `${HEAD}${text}\n`);
  expect(parsed).toMatchObject({ kind: 'invalid' });
  if (parsed.kind === 'policy') return;
  expect(parsed.problems[0]).toMatchObject({ file: '0.yaml', ...place, message: expect.stringMatching(message) });
});

test('nothing reaches the prototype of objects', () => {
  parse(`${HEAD}parameters: { __proto__: { polluted: true }, constructor: { prototype: { polluted: true } } }`);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test.each<[string, string, RegExp]>([
  ['100,000 exceptions in lines', `exceptions:\n${'  - {id: x}\n'.repeat(100_000)}`, /10000 exceptions/],
  ['100,000 exceptions in one line', `exceptions: [${'{id: x},'.repeat(100_000)}]`, /10000 exceptions/],
  ['100,000 exceptions without braces', `exceptions: [${'id: x, '.repeat(100_000)}]`, /100000 exceptions are more/],
  ['100,000 exceptions of nothing', `exceptions: [${'x,'.repeat(100_000)}]`, /100000 exceptions are more/],
  ['a nest of a million lists', `exceptions: ${'['.repeat(1_000_000)}`, /levels deep/],
  ['a nest of lines', Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), /levels deep/],
  ['a nest of dashes', `a:\n  ${'- '.repeat(50_000)}x`, /levels deep/],
  [
    'a map of 150,000 keys',
    `parameters: {${Array.from({ length: 150_000 }, (_, at) => `k${at}: `).join(',')}}`,
    /more lists, maps and members/,
  ],
  ['more than two million characters', `# ${'x'.repeat(2_000_000)}`, /2000000 bytes/],
])('%s is refused before it costs much', (_name, text, message) => {
  const parsed = parse(`${HEAD}${text}`);
  expect(parsed).toMatchObject({ kind: 'invalid' });
  if (parsed.kind === 'policy') return;
  expect(parsed.problems.length).toBeLessThanOrEqual(100);
  expect(parsed.problems[0]?.message).toMatch(message);
});

test('10,000 exceptions are taken', () => {
  const one = (at: number): string =>
    `  - {id: e-${at}, scope: {arns: ["arn:aws:s3:::b-${at}"]}, owner: a, approver: b, justification: c, placedAt: 2026-01-01, expiresAt: 2026-02-01}`;
  const parsed = parse(`${HEAD}exceptions:\n${Array.from({ length: 10_000 }, (_, at) => one(at)).join('\n')}`);
  expect(parsed.kind === 'policy' && parsed.policy.exceptions.length).toBe(10_000);
});

test('too many files, none, and two of one name are refused', () => {
  expect(parse()).toMatchObject({ problems: [{ message: expect.stringMatching(/no file/) }] });
  expect(parse(...Array.from({ length: 201 }, () => ''))).toMatchObject({
    problems: [{ message: expect.stringMatching(/201 files/) }],
  });
  const twice = [
    { name: 'a.yaml', text: HEAD },
    { name: 'a.yaml', text: '' },
  ];
  expect(parsePolicy(twice, { controls: [] }, String)).toMatchObject({ kind: 'invalid' });
});
