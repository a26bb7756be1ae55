import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkInput } from './check-input.ts';
import { pathMembers } from './operation.ts';
import { operationNames, operations, type OperationName } from './operations.ts';
import { Problem, problemFrom } from './problem.ts';
import { readRequest, writeRequest } from './wire.ts';

test.each(operationNames)('%s: every member of its path is a required member of its input', (name) => {
  const { path, input } = operations[name];
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
        targetMaps: fc.array(fc.dictionary(text, fc.array(fc.string(), { maxLength: 3 })), { maxLength: 3 }),
        clientToken: fc.uuid(),
      },
      { requiredKeys: ['document'] },
    ),
  ],
  ['signalExecution', fc.record({ id, signal: fc.record({ kind: fc.constant('resume'), step: text }) })],
  ['getDocument', fc.record({ name: fc.stringMatching(/^[A-Za-z0-9][\w.-]{2,40}$/), version: fc.constant('$LATEST') })],
  ['listRecords', fc.record({ subjectId: text }, { requiredKeys: [] })],
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
  ['verifyRecords', { head: 'xyz' }, /head: expected the 64 hexadecimal digits/],
] as const)('a bad input of %s is refused with its place and what is accepted', (name, input, expected) => {
  expect(() => checkInput(name, input)).toThrow(expected);
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
