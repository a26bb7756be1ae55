import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../value/json.ts';
import { readChangeEvent } from './read-change-event.ts';

const RECORD = {
  eventID: 'e-1',
  eventTime: '2026-01-31T09:30:00Z',
  eventName: 'PutBucketVersioning',
  eventSource: 's3.amazonaws.com',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2',
  requestID: 'r-1',
  readOnly: false,
};

const listed = (record: JsonObject, more: JsonObject = {}): JsonObject => ({
  EventId: 'e-1',
  EventName: 'PutBucketVersioning',
  EventTime: '2026-01-31T09:30:00.000Z',
  Username: 'somebody',
  CloudTrailEvent: JSON.stringify(record),
  ...more,
});

const ROLE_ARN = 'arn:aws:sts::111122223333:assumed-role/deployer/alice';

test('a write is told with who, when, from where and with what', () => {
  expect(readChangeEvent(listed({ ...RECORD, userIdentity: { type: 'AssumedRole', arn: ROLE_ARN } }))).toEqual({
    kind: 'write',
    event: {
      id: 'e-1',
      at: '2026-01-31T09:30:00.000Z',
      name: 'PutBucketVersioning',
      source: 's3.amazonaws.com',
      principal: { kind: 'role', name: 'deployer/alice', arn: ROLE_ARN },
      sourceIp: '198.51.100.7',
      userAgent: 'aws-cli/2',
      requestId: 'r-1',
    },
  });
});

test.each<[string, Json, string]>([
  ['a user', { type: 'IAMUser', userName: 'bob', accountId: '111122223333' }, 'user bob'],
  ['a role and its session', { type: 'AssumedRole', arn: ROLE_ARN }, 'role deployer/alice'],
  ['the root user', { type: 'Root', arn: 'arn:aws:iam::111122223333:root' }, 'root root'],
  ['a federated user', { type: 'SAMLUser', userName: 'carol@example.com' }, 'federated carol@example.com'],
  [
    'a service',
    { type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' },
    'service cloudformation.amazonaws.com',
  ],
  ['another account', { type: 'AWSAccount', accountId: '444455556666' }, 'account 444455556666'],
  ['a type that is not known', { type: 'Robot' }, 'unknown somebody'],
  ['no identity at all', null, 'unknown somebody'],
])('%s is named', (_what, userIdentity, name) => {
  const read = readChangeEvent(listed({ ...RECORD, userIdentity }));
  if (read.kind !== 'write') throw new Error(read.kind);
  expect(`${read.event.principal.kind} ${read.event.principal.name}`).toBe(name);
});

test.each([
  ['the record says that it only reads', listed({ ...RECORD, readOnly: true })],
  ['the list says so', listed({ ...RECORD, readOnly: undefined }, { ReadOnly: 'true' })],
])('a read is no change: %s', (_how, event) => {
  expect(readChangeEvent(event)).toEqual({ kind: 'read' });
});

test('an event that does not say whether it reads counts as a write', () => {
  const { readOnly: _readOnly, ...record } = RECORD;
  expect(readChangeEvent(listed(record))).toMatchObject({ kind: 'write' });
});

test('a refused call is told with its error', () => {
  expect(readChangeEvent(listed({ ...RECORD, errorCode: 'AccessDenied' }))).toMatchObject({
    event: { errorCode: 'AccessDenied' },
  });
});

test.each<[string, Json]>([
  ['no object', 'event'],
  ['no record', { EventId: 'e-1' }],
  ['a record that is no JSON', { EventId: 'e-1', CloudTrailEvent: '{' }],
  ['a record that is no object', { EventId: 'e-1', CloudTrailEvent: '[]' }],
  ['no time', listed({ ...RECORD, eventTime: 'yesterday' }, { EventTime: null })],
  ['no name', listed({ ...RECORD, eventName: '' }, { EventName: '' })],
])('what cannot be read is said, never passed over: %s', (_what, event) => {
  expect(readChangeEvent(event)).toMatchObject({ kind: 'unreadable' });
});

test('a text that its caller chose is cut', () => {
  expect(readChangeEvent(listed({ ...RECORD, userAgent: 'x'.repeat(10_000) }))).toMatchObject({
    event: { userAgent: 'x'.repeat(256) },
  });
});

test('whatever is listed is read, or said to be unreadable', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (record, identity) => {
      const given = { ...(typeof record === 'object' && !Array.isArray(record) ? record : {}), userIdentity: identity };
      const kinds = ['write', 'read', 'unreadable'];
      expect(kinds).toContain(readChangeEvent(record as Json).kind);
      expect(kinds).toContain(readChangeEvent(listed(given as JsonObject)).kind);
    }),
  );
});
