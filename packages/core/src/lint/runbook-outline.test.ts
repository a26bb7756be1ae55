import { expect, test } from 'vitest';
import { runbookOutline, type OutlineEdge } from './runbook-outline.ts';

const SLEEP = 'action: aws:sleep, inputs: { Duration: PT1S }';
const CALL = 'action: aws:executeAwsApi, inputs: { Service: s3, Api: ListBuckets }';
const document = (steps: string, rest = ''): string => `schemaVersion: '0.3'\n${rest}mainSteps:\n${steps}`;

/** Each way as `to when through: label`. */
function waysIn(text: string): Record<string, readonly string[]> {
  const words = ({ to, when, through, label }: OutlineEdge): string =>
    [to, when, through, label].filter((word) => word !== undefined).join(' ');
  const steps = runbookOutline(text)?.graph.steps ?? [];
  return Object.fromEntries(steps.map(({ name, next }) => [name, next.map(words)]));
}

test('steps lead to the next, to those they name, and nowhere from an end', () => {
  const text = document(
    `  - { name: a, ${SLEEP}, onFailure: step:d, onCancel: step:d }\n` +
      `  - { name: b, ${SLEEP}, nextStep: d, onFailure: Continue }\n` +
      `  - { name: c, ${SLEEP}, isEnd: true }\n  - { name: d, ${CALL} }\n`,
  );
  expect(waysIn(text)).toEqual({
    a: ['b success', 'd failure', 'd cancel'],
    b: ['d success', 'd failure'],
    c: [],
    d: [],
  });
  expect(runbookOutline(text)?.graph.steps.map(({ isEnd }) => isEnd)).toEqual([false, false, true, false]);
});

test('each choice of a branch has its condition as a label', () => {
  const choices = [
    '{ NextStep: yes, Variable: "{{ Answer }}", StringEquals: "yes" }',
    '{ NextStep: no, And: [{ Variable: "{{ Count }}", NumericLesser: 3 }, { Not: { Variable: a, Contains: b } }] }',
  ];
  const steps = (rest: string): string =>
    `  - { name: choose, action: aws:branch, inputs: { Choices: [${choices.join(', ')}]${rest} } }\n` +
    `  - { name: yes, ${SLEEP} }\n  - { name: no, ${SLEEP} }\n`;
  const parameters = 'parameters: { Answer: { type: String }, Count: { type: Integer } }\n';
  const chosen = [
    'yes success choice {{ Answer }} StringEquals yes',
    'no success choice ({{ Count }} NumericLesser 3) And (Not (a Contains b))',
  ];
  expect(waysIn(document(steps(''), parameters))['choose']).toEqual([...chosen, 'yes success']);
  expect(waysIn(document(steps(', Default: no'), parameters))['choose']).toEqual([...chosen, 'no success default']);
});

test('a long condition is cut', () => {
  const steps = `  - { name: choose, action: aws:branch, inputs: { Choices: [{ NextStep: z, Variable: ${'x'.repeat(500)}, StringEquals: a }] } }\n  - { name: z, ${SLEEP} }\n`;
  const [edge] = runbookOutline(document(steps))?.graph.steps[0]?.next ?? [];
  expect(edge?.label).toHaveLength(201);
});

test('a loop leads into its steps, and from the last of them around again or out', () => {
  const text = document(
    `  - name: each\n    action: aws:loop\n    inputs:\n      Iterators: [a, b]\n      Steps:\n` +
      `        - { name: one, ${SLEEP} }\n        - { name: two, ${SLEEP} }\n  - { name: last, ${SLEEP} }\n`,
  );
  expect(waysIn(text)).toEqual({
    each: ['last success', 'one success loop-begin'],
    one: ['two success'],
    two: ['one success loop-again', 'each success loop-end'],
    last: [],
  });
  const { graph } = runbookOutline(text) ?? {};
  expect(graph?.start).toBe('each');
  expect(graph?.steps.map(({ name, loop }) => [name, loop])).toEqual([
    ['each', undefined],
    ['one', 'each'],
    ['two', 'each'],
    ['last', undefined],
  ]);
});

test('parameters are told as they are declared', () => {
  const rest = `parameters:\n  Size: { type: String, description: How large, default: S, allowedValues: [S, L] }\n  Ids: { type: StringList }\n`;
  expect(runbookOutline(document(`  - { name: a, ${SLEEP} }\n`, rest))?.parameters).toEqual([
    { name: 'Size', type: 'String', description: 'How large', default: 'S', allowedValues: ['S', 'L'] },
    { name: 'Ids', type: 'StringList' },
  ]);
});

test.each([
  ['no YAML', '{'],
  ['no steps', "schemaVersion: '0.3'"],
  ['a step that leads nowhere', document(`  - { name: a, ${SLEEP}, nextStep: b }\n`)],
  ['two steps of one name', document(`  - { name: a, ${SLEEP} }\n  - { name: a, ${SLEEP} }\n`)],
  ['a list', '- 1'],
])('a document of %s has no outline', (_what, text) => {
  expect(runbookOutline(text)).toBeUndefined();
});
