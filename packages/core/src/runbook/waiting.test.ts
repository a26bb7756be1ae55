import { expect, test } from 'vitest';
import { instantAfter, msBetween } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { Performed } from './command.ts';
import { ANSWERED, CONTEXT, documentOfSteps, drive, FAILED, START, type Driven } from './drive-document.ts';
import { nextCommand } from './next-command.ts';

const wait = (rest: JsonObject = {}): JsonObject => ({
  name: 'W',
  action: 'aws:waitForAwsResourceProperty',
  timeoutSeconds: 10,
  inputs: {
    Service: 'ec2',
    Api: 'DescribeVolumes',
    PropertySelector: '$.State',
    DesiredValues: ['available', 'in-use'],
  },
  ...rest,
});
const answer = (State?: string): Performed => ({ kind: 'answered', result: State === undefined ? {} : { State } });
const failure = (type: 'Action' | 'Permission' | 'Throttling', retryable: boolean): Performed => ({
  kind: 'failed',
  retryable,
  failure: { stage: 'Invocation', type, message: 'refused' },
});

test('a wait looks until the property has a desired value', () => {
  const answers = [
    answer(),
    answer('creating'),
    failure('Throttling', true),
    failure('Action', true),
    answer('in-use'),
  ];
  const driven = drive(documentOfSteps([wait()]), () => answers.shift() ?? FAILED);
  expect(driven.performed).toHaveLength(5);
  expect(new Set(driven.performed.map(({ token }) => token)).size).toBe(1);
  expect(driven).toMatchObject({ finish: { status: 'Success' }, now: instantAfter(START, 8_000) });
});

test('a wait ends with its time, for every attempt anew', () => {
  const driven = drive(documentOfSteps([wait({ maxAttempts: 2 })]), () => answer('creating'));
  expect(driven.finish.status).toBe('TimedOut');
  expect(driven.now).toBe(instantAfter(START, 20_000));
  expect(driven.log.map(({ kind }) => kind)).toEqual([
    'step.started',
    'step.timed-out',
    'step.started',
    'step.timed-out',
  ]);
});

test('a wait ends at what will not pass', () => {
  const driven = drive(documentOfSteps([wait()]), () => failure('Permission', false));
  expect(driven.performed).toHaveLength(1);
  expect(driven.finish).toMatchObject({ status: 'Failed', failureMessage: 'refused' });
});

const sleep = (rest: JsonObject): Driven =>
  drive(documentOfSteps([{ name: 'S', action: 'aws:sleep', ...rest }]), () => ANSWERED);

test('a sleep waits until it is due, whoever asks', () => {
  const document = documentOfSteps([{ name: 'S', action: 'aws:sleep', inputs: { Duration: 'PT10M' } }]);
  const driven = drive(document, () => ANSWERED);
  expect(driven.now).toBe(instantAfter(START, 600_000));
  const state = { context: CONTEXT, parameters: {}, log: driven.log.slice(0, 1) };
  expect(nextCommand(document, state, instantAfter(START, 1_000))).toEqual({
    kind: 'wait',
    for: 'time',
    step: 'S',
    until: instantAfter(START, 600_000),
  });
});

test.each<[JsonObject, number, string]>([
  [{ Timestamp: '2026-01-31T10:30:00+01:00' }, 0, 'Success'],
  [{ TimeStamp: '2026-01-31T09:31:00Z' }, 60_000, 'Success'],
  [{ Duration: 'P6DT23H59M59S' }, 604_799_000, 'Success'],
  [{ Timestamp: '2027-01-31T09:31:00Z' }, 0, 'Failed'],
])('a sleep of %j lasts %d ms', (inputs, ms, status) => {
  const driven = sleep({ inputs });
  expect([msBetween(START, driven.now), driven.finish.status]).toEqual([ms, status]);
});

test('a sleep longer than its timeoutSeconds times out', () => {
  const driven = sleep({ timeoutSeconds: 5, inputs: { Duration: 'PT10S' } });
  expect([msBetween(START, driven.now), driven.finish.status]).toEqual([5_000, 'TimedOut']);
});
