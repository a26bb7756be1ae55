import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../value/json.ts';
import { checkFlow } from './check-flow.ts';
import type { DocumentProblem, Step } from './document.ts';
import { callStep } from './drive-document.ts';
import { collectFaults } from './faults.ts';
import { parseRunbook } from './parse-runbook.ts';
import { readDocument } from './read-document.ts';

/** Documents that someone means ill with, or that a program wrote badly. */

/** A generous bound on a busy machine: what these texts cost before was seconds, or for ever. */
const MOST_MS = 6_000;

const PAUSE = "mainSteps:\n- {name: A, action: 'aws:pause', inputs: {}}\n";
const withMember = (member: string): string => `schemaVersion: '0.3'\n${PAUSE}${member}\n`;

function problemsOf(text: string): readonly DocumentProblem[] {
  const began = performance.now();
  const parsed = parseRunbook(text);
  expect(performance.now() - began).toBeLessThan(MOST_MS);
  return parsed.kind === 'invalid' ? parsed.problems : [];
}

test.each<[string, string, string, number]>([
  ['nothing', '', 'The document is not a map.', 1],
  ['white space', ' \n\n ', 'The document is not a map.', 1],
  ['a comment', '# nothing', 'The document is not a map.', 1],
  ['a text', 'hello', 'The document is not a map.', 1],
  ['a list', '- a', 'The document is not a map.', 1],
  ['NUL', '\0', 'The document is not a map.', 1],
  ['a brace that is left open', '{"schemaVersion": "0.3"', 'JSON not well-formed.', 1],
  ['JSON with a comma too many', '{"schemaVersion": "0.3",}', 'JSON not well-formed.', 1],
  ['JSON with a comment', '{ // no\n}', 'JSON not well-formed.', 1],
  ['YAML in braces', '{schemaVersion: 0.3}', 'JSON not well-formed.', 1],
  ['a quote that is left open', withMember('description: "a'), 'YAML not well-formed. Missing closing "quote', 5],
  ['a tab for indentation', withMember('\tdescription: x'), 'YAML not well-formed. Tabs are not allowed', 4],
  ['two documents', `${withMember('')}---\na: 1`, 'YAML not well-formed. Source contains multiple documents', 5],
  ['a tag', withMember('description: !!js/function x'), 'YAML not well-formed. Unresolved tag', 4],
  ['bytes', withMember('description: !!binary aGk='), 'is not a value that JSON knows', 4],
  ['an alias of nothing', withMember('description: *a'), 'Unknown alias: a', 4],
  ['an alias before its anchor', withMember('description: *a\nassumeRole: &a x'), 'Unknown alias: a', 4],
  ['an alias of what it stands in', withMember('description: &a [*a]'), 'nested more than 100 deep', 4],
  ['a map for a key', withMember('{a: b}: c'), 'A key is not plain text.', 1],
  ['a number that is none to JSON', withMember('description: .inf'), '.inf is not a number that JSON knows.', 4],
  ['a number without end', withMember('description: 1e999'), '1e999 is not a number that JSON knows.', 4],
  ['a merge key', withMember('<<: {description: x}'), 'Unknown property "<<"', 4],
  ['a key twice', withMember("schemaVersion: '0.3'"), 'Duplicate key.', 4],
  ['a key twice, quoted once', withMember('"schemaVersion": x'), 'Duplicate key.', 4],
  ['a key twice in JSON', '{"a": 1,\n"a": 2}', 'Duplicate key.', 2],
  ['a key twice, one of them escaped', '{"a": 1,\n"\\u0061": 2}', 'Duplicate key.', 2],
])('what is wrong with %s is told, and where', (_name, text, message, line) => {
  const [first] = problemsOf(text);
  expect(first).toMatchObject({ line, message: expect.stringContaining(message) });
});

test('every key that is there twice is told, up to twenty', () => {
  const twice = (name: string): string => `  ${name}: {type: String}\n  ${name}: {type: String}`;
  const text = withMember(`parameters:\n${['a', 'b'].map(twice).join('\n')}`);
  expect(problemsOf(text).map(({ path, line, column }) => [path, line, column])).toEqual([
    ['parameters.a', 6, 3],
    ['parameters.b', 8, 3],
  ]);
  expect(problemsOf(`{${'"a": 1,'.repeat(9_000)}"a": 1}`)).toHaveLength(20);
});

test('an anchor is the last one of its name that was written before, not one that was repeated', () => {
  const text = withMember('parameters:\n  P: &a {type: &b String}\n  Q: {type: &b Integer}\n  R: *a\n  S: {type: *b}');
  const parsed = parseRunbook(text);
  expect(parsed.kind === 'document' && parsed.document.parameters).toEqual({
    P: { type: 'String' },
    Q: { type: 'Integer' },
    R: { type: 'String' },
    S: { type: 'Integer' },
  });
});

const ten = (name: string): string => `[${Array.from({ length: 10 }, () => name).join(',')}]`;
const LAUGHS = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  .map((name, index, all) => `${name}: &${name} ${ten(index === 0 ? 'ha' : `*${all[index - 1]}`)}`)
  .join('\n');
const LONG_KEY = 'k'.repeat(30_000);
const most = (piece: string): string => piece.repeat(Math.floor(65_000 / piece.length));

test.each<[string, string, string]>([
  ['a billion laughs', LAUGHS, 'more than 1000 aliases'],
  ['a map of a billion laughs', LAUGHS.replaceAll('[', '{? [').replaceAll(']', '] : x}'), 'A key is not plain text'],
  ['10,000 brackets', '['.repeat(10_000), 'nested more than 100 deep'],
  ['10,000 braces', '{'.repeat(10_000), 'nested more than 100 deep'],
  ['10,000 brackets that are closed', '['.repeat(10_000) + ']'.repeat(10_000), 'nested more than 100 deep'],
  ['10,000 maps in JSON', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'nested more than 100 deep'],
  ['lists in a line', most('- '), 'nested more than 100 deep'],
  ['explicit keys in a line', most('? '), 'nested more than 100 deep'],
  [
    'deeper lines',
    Array.from({ length: 300 }, (_none, index) => `${' '.repeat(index)}a:`).join('\n'),
    'nested more than 100 deep',
  ],
  ['quotes', most('"'), 'YAML not well-formed'],
  ['commas', `[${most(',')}`, 'YAML not well-formed'],
  ['colons', most('a:'), 'YAML not well-formed'],
  ['list items', `[${most('a,')}]`, 'The document is not a map.'],
  ['lines', most('\n'), 'The document is not a map.'],
  ['items', most('-\n'), 'The document is not a map.'],
  ['keys', most('a:\n'), 'Duplicate key.'],
  ['documents', most('---\n'), 'multiple documents'],
  ['tags', most('!'), 'YAML not well-formed'],
  ['anchors', most('&'), 'The document is not a map.'],
  ['aliases', `description: *${most('*')}`, 'Unknown alias: ***'],
  ['a long key before many values', `? ${LONG_KEY}\n: [${'1,'.repeat(17_000)}1]`, 'Unknown property "kkk'],
  ['more than 64 KB', withMember(`description: ${'x'.repeat(65_536)}`), 'MaxDocumentSizeExceeded'],
  ['more than 64 KB in bytes', withMember(`description: ${'é'.repeat(33_000)}`), 'MaxDocumentSizeExceeded'],
])('64 KB of one thing are refused soon and shortly: %s', (_name, text, message) => {
  const problems = problemsOf(text);
  expect(problems[0]?.message).toContain(message);
  expect(JSON.stringify(problems).length).toBeLessThan(20_000);
});

test('a document with a fault in every line tells a thousand of them, none at length', () => {
  const name = 'N'.repeat(20_000);
  const inputs = Array.from({ length: 4_000 }, (_none, index) => `x${index}: 1`).join(',');
  const problems = problemsOf(
    `schemaVersion: '0.3'\nmainSteps:\n- {name: ${name},action: 'aws:pause',inputs: {${inputs}}}`,
  );
  expect(problems).toHaveLength(1_000);
  expect(Math.max(...problems.map(({ message }) => message.length))).toBeLessThan(1_100);
});

test('text that holds no scalar value, or a NUL, is text like any other', () => {
  const text = withMember(`parameters: {P: {type: String, default: "a\uD800b\\0c"}}`);
  const parsed = parseRunbook(text);
  expect(parsed.kind === 'document' && parsed.document.parameters['P']?.default).toBe('a\uD800b\0c');
});

/** Names that every object answers to. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

test.each(INHERITED)('%s is no key of a document, a step, a parameter, an output or a condition', (name) => {
  const document = (rest: object): string =>
    JSON.stringify({ schemaVersion: '0.3', mainSteps: [callStep('A')], ...rest }).replaceAll('"KEY"', `"${name}"`);
  const messages = (text: string): string =>
    problemsOf(text)
      .map(({ message }) => message)
      .join('\n');
  expect(messages(document({ KEY: 1 }))).toContain(`Unknown property "${name}" in the document`);
  expect(messages(document({ mainSteps: [{ ...callStep('A'), KEY: 1 }] }))).toContain(
    `Unknown property "${name}" in step`,
  );
  expect(messages(document({ parameters: { P: { type: 'String', KEY: 1 } } }))).toContain('in parameter definition');
  expect(messages(document({ parameters: { P: { type: name } } }))).toContain(`Parameter type: ${name} is invalid`);
  const outputs = [{ Name: 'N', Selector: '$', Type: name }];
  expect(messages(document({ mainSteps: [{ ...callStep('A'), outputs }] }))).toContain(`Output type: ${name}`);
  expect(messages(document({ mainSteps: [{ ...callStep('A'), action: name }] }))).toContain(`Unknown action: ${name}`);
  const Choices = [{ NextStep: 'B', Variable: 'x', KEY: 1 }];
  const branch = { name: 'A', action: 'aws:branch', inputs: { Choices } };
  expect(messages(document({ mainSteps: [branch, callStep('B')] }))).toContain(`Unsupported operator: ${name}`);
});

test.each(INHERITED)('what is not declared is not found because objects have it: %s', (name) => {
  const use = (reference: string): string =>
    withMember('').replace('inputs: {}', `inputs: {X: "{{ ${reference} }}"}`).replace('aws:pause', 'aws:executeAwsApi');
  const undeclared = `Parameter "${name}" is not declared.`;
  expect(problemsOf(use(name)).map(({ message }) => message)).toContain(undeclared);
  expect(problemsOf(withMember(`outputs: ['${name}.x']`))[0]?.message).toContain('Unknown step name in named output');
  expect(problemsOf(withMember(`assumeRole: '{{ ${name} }}'`))[0]?.message).toBe(undeclared);
  const jump = withMember('').replace('inputs', `nextStep: ${name}, inputs`);
  expect(problemsOf(jump)[0]?.message).toBe(`Unknown step name: "${name}" in nextStep`);
});

function chain(count: number, rest: (index: number) => JsonObject): Step[] {
  const began = performance.now();
  const steps: Json = Array.from({ length: count }, (_none, index) => ({ ...callStep(`S${index}`), ...rest(index) }));
  const faults = collectFaults(() => ({ line: 1, column: 1 }));
  const document = readDocument(faults, { schemaVersion: '0.3', mainSteps: steps });
  expect(performance.now() - began).toBeLessThan(MOST_MS);
  expect(faults.problems).toEqual([]);
  return [...(document?.mainSteps ?? [])];
}

function circleOf(steps: readonly Step[]): string | undefined {
  const faults = collectFaults(() => ({ line: 1, column: 1 }));
  const names = new Set(steps.map(({ name }) => name));
  checkFlow(
    faults,
    steps.map((step) => ({ step, path: [] })),
    names,
    true,
  );
  return faults.problems[0]?.message;
}

test('10,000 steps are read and checked in one pass, however they lead to each other', () => {
  const last = 9_999;
  // In the list's order, back to front by jumps, and all of them to the last one on failure.
  const inOrder = chain(10_000, () => ({}));
  const backwards = chain(10_000, (index) => {
    const to = index === 0 ? last : index - 1;
    return index === 1 ? { isEnd: true } : { nextStep: `S${to}` };
  });
  chain(10_000, (index) => (index === last ? {} : { onFailure: `step:S${last}` }));
  expect(circleOf(inOrder)).toBe(undefined);
  const round = [...backwards.slice(0, 1), ...backwards.slice(1).map((step) => ({ ...step, isEnd: false }))];
  expect(circleOf(round)).toContain('Steps lead in a circle: ');
});

test('a text of 10,000 steps is larger than a document may be', () => {
  const steps = Array.from({ length: 10_000 }, (_none, index) => callStep(`S${index}`));
  const text = JSON.stringify({ schemaVersion: '0.3', mainSteps: steps });
  expect(problemsOf(text).map(({ message }) => message)).toEqual([
    'MaxDocumentSizeExceeded: a document may have 64 KB.',
  ]);
});
