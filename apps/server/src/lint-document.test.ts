import { documentLint, type DocumentLint, type Input } from '@trueup/api-contract';
import { awsApiModel } from '@trueup/aws';
import type { ScriptSupport } from '@trueup/core';
import { expect, test } from 'vitest';
import { lintDocument } from './lint-document.ts';

const GOOD = `schemaVersion: '0.3'
parameters:
  Id: { type: String, description: Which }
mainSteps:
  - name: stop
    action: aws:executeAwsApi
    inputs: { Service: ec2, Api: StopInstances, InstanceIds: ['{{ Id }}'] }
`;
const script = (runtime: string): string => `schemaVersion: '0.3'
mainSteps:
  - name: run
    action: aws:executeScript
    inputs: { Runtime: ${runtime}, Handler: h, Script: 'def h(e, c): return 1' }
`;

const runtimes: ScriptSupport['runtimes'] = [
  { family: 'python', version: '3.11.4' },
  { family: 'nodejs', version: '24.0.0' },
  { family: 'powershell', detail: 'not here' },
];
const api = awsApiModel();
const lint = (content: string, rest: Omit<Input<'lintDocument'>, 'content'> = {}): Promise<DocumentLint> =>
  lintDocument(
    { api, scripts: { support: async () => ({ sandbox: 'bubblewrap', allowed: true, runtimes }) } },
    { content, ...rest },
  );
const rulesOf = ({ problems }: DocumentLint): string[] => problems.map(({ rule }) => rule);

test('a sound document has its graph and its parameters', async () => {
  const answer = await lint(GOOD);
  expect(documentLint.parse(answer)).toEqual(answer);
  expect(answer).toEqual({
    valid: true,
    problems: [],
    graph: { start: 'stop', steps: [{ name: 'stop', action: 'aws:executeAwsApi', isEnd: false, next: [] }] },
    parameters: [{ name: 'Id', type: 'String', description: 'Which' }],
  });
});

test('a fault has its place, its rule and its repair, and a document that is still read its graph', async () => {
  const answer = await lint(GOOD.replace('StopInstances', 'StopInstance'));
  expect(documentLint.parse(answer)).toEqual(answer);
  const start = GOOD.indexOf('StopInstances');
  expect(answer).toMatchObject({
    valid: false,
    problems: [
      {
        rule: 'unknown-operation',
        severity: 'error',
        line: 7,
        column: 34,
        endLine: 7,
        endColumn: 46,
        fix: { edits: [{ start, end: start + 'StopInstance'.length, text: 'StopInstances' }] },
      },
    ],
    graph: { start: 'stop' },
  });
});

test('a document that cannot be read has neither graph nor parameters', async () => {
  const answer = await lint("schemaVersion: '0.3'\n");
  expect(answer.valid).toBe(false);
  expect(Object.keys(answer)).toEqual(['valid', 'problems']);
});

test('warnings and notes leave a document valid', async () => {
  expect(await lint(GOOD.replace("'0.3'", '0.3'))).toMatchObject({ valid: true, problems: [{ severity: 'note' }] });
});

test('permissions are held against the calls', async () => {
  expect(rulesOf(await lint(GOOD, { permissions: [{ Action: ['ec2:Stop*'], Resource: '*' }] }))).toEqual([]);
  expect(rulesOf(await lint(GOOD, { permissions: [] }))).toEqual(['missing-permission']);
});

test.each([
  ['python3.11', ['uses-script']],
  ['nodejs20.x', ['uses-script']],
  ['PowerShell 7.4', ['uses-script', 'runtime-not-installed', 'invalid-value']],
])('a script of %s is told of as this server can run it', async (runtime, rules) => {
  expect(rulesOf(await lint(script(runtime))).toSorted()).toEqual(rules.toSorted());
});

test.each([
  ['YAML that is called JSON', GOOD, ['document-syntax']],
  ['broken JSON', '{"schemaVersion": ', ['document-syntax']],
  ['JSON', JSON.stringify({ schemaVersion: '0.3', mainSteps: [{ name: 'a', action: 'aws:pause', inputs: {} }] }), []],
])('%s is held against its format', async (_what, content, rules) => {
  expect(rulesOf(await lint(content, { format: 'JSON' }))).toEqual(rules);
});
