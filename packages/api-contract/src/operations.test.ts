import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkInput } from './check-input.ts';
import { pathMembers, type Operation } from './operation.ts';
import { operationNames, operations, type OperationName } from './operations.ts';
import { Problem, problemFrom } from './problem.ts';
import { readRequest, writeRequest } from './wire.ts';

test.each(operationNames)('%s: every member of its path is a required member of its input', (name) => {
  const { path, input }: Operation = operations[name];
  for (const member of pathMembers(path)) {
    expect(Object.keys(input.shape)).toContain(member);
    expect(input.safeParse({}).error?.issues.map(({ path: [at] }) => at)).toContain(member);
  }
});

test('no two operations share a method and a path', () => {
  const routes = operationNames.map((name) => `${operations[name].method} ${operations[name].path}`);
  expect(new Set(routes).size).toBe(routes.length);
});

const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
/** A record of the schema library leaves out `__proto__`, as it should. */
const key = text.filter((name) => name !== '__proto__');
const id = fc.stringMatching(/^[A-Za-z0-9][\w.:-]{0,40}$/);
/** JSON has no -0. */
const jsonValue = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const controls = fc.array(text, { minLength: 1, maxLength: 4 });
const inputs: readonly [OperationName, fc.Arbitrary<Record<string, unknown>>][] = [
  ['getFinding', fc.record({ id })],
  ['startScan', fc.record({ controls }, { requiredKeys: [] })],
  ['decidePlan', fc.record({ id, hash: text, verdict: fc.constantFrom('approve', 'reject') })],
  [
    'listFindings',
    fc.record(
      { controls, limit: fc.integer({ min: 1, max: 1000 }), severities: fc.constant(['LOW', 'HIGH']), cursor: text },
      { requiredKeys: [] },
    ),
  ],
  [
    'startAutomation',
    fc.record(
      {
        document: fc.record({ kind: fc.constant('text'), name: text, text: fc.string() }),
        parameters: fc.dictionary(text, jsonValue),
        targetMaps: fc.array(fc.dictionary(key, fc.array(fc.string(), { maxLength: 3 })), { maxLength: 3 }),
        clientToken: fc.uuid(),
      },
      { requiredKeys: ['document'] },
    ),
  ],
  ['signalExecution', fc.record({ id, signal: fc.record({ kind: fc.constant('resume'), step: text }) })],
  ['getDocument', fc.record({ name: fc.stringMatching(/^[A-Za-z0-9][\w.-]{2,40}$/), version: fc.constant('$LATEST') })],
  [
    'listRecords',
    fc.record({ subjectId: text, actor: text, from: fc.constant('2026-01-31T09:30:00+09:00') }, { requiredKeys: [] }),
  ],
  ['getCalendar', fc.record({ to: fc.constant('2026-01-31T09:30:00.123Z') }, { requiredKeys: [] })],
  ['lintDocument', fc.record({ content: fc.string() })],
  [
    'listFindings',
    fc.record(
      { ascending: fc.boolean(), order: fc.constantFrom('priority', 'updated'), products: controls, resourceArn: text },
      { requiredKeys: [] },
    ),
  ],
  ['searchFindings', fc.record({ filters: fc.dictionary(text, jsonValue) }, { requiredKeys: [] })],
  ['importFindings', fc.record({ findings: fc.array(jsonValue, { maxLength: 3 }) })],
  [
    'updateFindings',
    fc.record({ ids: fc.array(id, { minLength: 1, maxLength: 3 }), update: fc.dictionary(text, jsonValue) }),
  ],
  [
    'getAutomationRule',
    fc.record({
      id: fc.oneof(
        id,
        fc.uuid().map((uuid) => `arn:aws:securityhub:us-east-1:111111111111:automation-rule/${uuid}`),
      ),
    }),
  ],
  ['deleteView', fc.record({ name: text })],
  [
    'putEventTargets',
    fc.record({
      id,
      targets: fc.constant([{ id: 'a', address: { kind: 'webhook', url: 'https://example.com/x?y=1' } }]),
    }),
  ],
];

test.each(inputs)('an input of %s reads from the wire as it was written', (name, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, (input) => {
      const operation = operations[name];
      const { target, body } = writeRequest(operation, input);
      const url = new URL(target, 'http://localhost');
      const shape = new RegExp(`^${operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
      const params = Object.entries(shape.exec(url.pathname)?.groups ?? {});
      const read = readRequest(operation, {
        params: Object.fromEntries(params.map(([member, value]) => [member, decodeURIComponent(value)])),
        query: url.searchParams,
        body: body === undefined ? undefined : JSON.parse(body),
      });
      expect(checkInput(name, read)).toEqual(input);
    }),
  );
});

test.each([
  [
    'listFindings',
    { severities: ['HUGE'] },
    /severities\[0\]: expected one of INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL/,
  ],
  ['listFindings', { colour: 'red' }, /unknown member 'colour'/],
  ['listFindings', { limit: 0 }, /limit: .*>=1/],
  ['startScan', { accounts: ['12'] }, /accounts\[0\]: expected 12 digits/],
  ['getFinding', { id: '..' }, /id: expected an id/],
  ['getDocument', { name: '..' }, /name: expected a document name/],
  ['getDocument', { name: 'Fix', version: '0' }, /version: expected a number, \$DEFAULT or \$LATEST/],
  ['startAutomation', { document: { kind: 'file', name: 'Fix' } }, /document\.kind: /],
  ['startAutomation', { document: { kind: 'stored', name: 'Fix' }, parameters: [] }, /parameters: expected a map/],
  ['stopAutomation', { id: 'x', type: 'Kill' }, /type: expected one of Cancel, Complete/],
  [
    'startAutomation',
    { document: { kind: 'stored', name: 'Fix' }, targetLocations: [{ Account: ['1'], Accounts: [], Regions: [] }] },
    /targetLocations\[0\]: unknown member 'Account'/,
  ],
  ['listFindings', { order: 'newest' }, /order: expected one of severity, priority, first-observed/],
  ['getAutomationRule', { id: '../x' }, /id: expected an id, or the ARN that it is the end of/],
  ['updateFindings', { ids: [], update: {} }, /ids: .*>=1/],
  ['updateFindings', { ids: Array.from({ length: 101 }, () => 'f-1'), update: {} }, /ids: .*<=100/],
  ['importFindingsFromS3', { uri: 'https://bucket/key' }, /uri: expected s3:\/\/bucket\/key/],
  ['importFindings', { findings: [], format: 'csv' }, /format: expected one of auto, asff, ocsf/],
  ['listArchivedEvents', { id: 'a', from: 'yesterday' }, /from: expected a time such as/],
  ['setStandardEnabled', { standard: 'fsbp', enabled: true }, /standard: expected one of fsbp\/1\.0\.0/],
  ['verifyRecords', { head: 'xyz' }, /head: expected the 64 hexadecimal digits/],
  ['listRecords', { from: 'yesterday' }, /from: expected a time such as/],
  ['listRecords', { to: '9999-12-31T23:59:59-01:00' }, /to: expected a time such as/],
  ['listRecords', { from: '0000-01-01T00:00:00+01:00' }, /from: expected a time such as/],
  ['listRecords', { actor: '' }, /actor: .*>=1/],
  ['getCalendar', { from: '2026-02-30T00:00:00Z' }, /from: expected a time such as/],
  ['lintDocument', { content: '', format: 'XML' }, /format: expected one of YAML, JSON/],
  [
    'lintDocument',
    { content: '', permissions: [{ Effect: 'Deny', Action: ['*'], Resource: '*' }] },
    /permissions\[0\]: unknown member 'Effect'/,
  ],
  [
    'lintDocument',
    { content: '', permissions: [{ Action: Array.from({ length: 101 }, () => 's3:*'), Resource: '*' }] },
    /permissions\[0\]\.Action: .*<=100/,
  ],
] as const)('a bad input of %s is refused with its place and what is accepted', (name, input, expected) => {
  expect(() => checkInput(name, input)).toThrow(expected);
});

const webhook = { kind: 'webhook', url: 'https://example.com/hook' };
test.each([
  [{ kind: 'pager' }, /address\.kind: /],
  [{ ...webhook, url: 'ftp://example.com' }, /url: expected an http or https URL/],
  [{ ...webhook, password: 'hunter2' }, /unknown member 'password'/],
  [{ ...webhook, signingSecret: 'whsec_abc' }, /signingSecret: expected the name of a secret/],
  [{ kind: 'slack', url: 'https://hooks.slack.com/x' }, /urlSecret: /],
  [{ kind: 'sns', topicArn: 'arn:aws:sqs:us-east-1:111111111111:queue' }, /topicArn: expected an ARN such as/],
  [{ kind: 'email', to: ['nobody'] }, /to\[0\]: expected a mail address/],
  [
    { kind: 'jira', baseUrl: 'http://example.com', project: 'A', issueType: 'Bug', user: 'a', tokenSecret: 'T' },
    /baseUrl: expected an https URL/,
  ],
])('a target with the address %j is refused', (address, expected) => {
  const targets = [{ id: 'team', address }] as never;
  expect(() => checkInput('putEventTargets', { id: 'rule', targets })).toThrow(expected);
});

test('a problem is the same after it has travelled', () => {
  const problem = new Problem('conflict', 'plan p is stale', {
    reason: 'plan-changed',
    faults: [{ path: 'a', message: 'b' }],
  });
  const travelled = problemFrom(JSON.parse(JSON.stringify(problem.details())));
  expect(travelled?.details()).toEqual(problem.details());
  expect(travelled?.status).toBe(409);
  expect(problemFrom({ message: 'Bad gateway' })).toBeUndefined();
});
