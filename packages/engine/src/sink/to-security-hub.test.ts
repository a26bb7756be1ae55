import {
  isJsonObject,
  type Answer,
  type CallFailure,
  type Door,
  type EventEnvelope,
  type Finding,
  type FindingSource,
  type JsonObject,
  type Parcel,
  type PermissionStatement,
  type Scope,
} from '@trueup/core';
import { expect, test } from 'vitest';
import type { EngineParts } from '../parts.ts';
import { toSecurityHub } from './to-security-hub.ts';

const ACCOUNT = '111122223333';
const never = new AbortController().signal;

interface Call {
  readonly scope: Scope;
  readonly operation: string;
  readonly parameters: JsonObject;
  readonly statements: readonly PermissionStatement[] | undefined;
}

interface Given {
  readonly answer?: JsonObject;
  readonly failure?: Partial<CallFailure>;
  readonly sources?: readonly Partial<FindingSource>[];
}

function given({ answer = {}, failure, sources = [] }: Given = {}) {
  const calls: Call[] = [];
  const answered: Answer = failure
    ? { kind: 'failed', failure: { code: 'X', message: 'x', httpStatus: 400, kind: 'other', ...failure } }
    : { kind: 'answered', output: answer };
  const door: Door = {
    open: (scope, { statements }) => ({
      call({ operation, parameters }) {
        calls.push({ scope, operation, parameters, statements });
        return Promise.resolve(answered);
      },
    }),
    accessOf: () => 'write',
  };
  const finding = { id: 'f1', resource: { accountId: ACCOUNT }, sources } as unknown as Finding;
  const store = { findings: { byId: (id: string) => Promise.resolve(id === 'f1' ? finding : undefined) } };
  const parts = { door, store } as unknown as EngineParts;
  const deliver = (event: Pick<EventEnvelope, 'detail-type' | 'detail'>) =>
    toSecurityHub(parts, { event } as unknown as Parcel, never);
  return { calls, deliver };
}

const hub = (region: string, id: string): Partial<FindingSource> => ({
  productArn: `arn:aws:securityhub:${region}::product/aws/securityhub`,
  id,
  own: false,
});
const OWN: Partial<FindingSource> = { productArn: 'arn:own', id: 'trueup/f1', own: true };

const finished = (members: JsonObject = {}) => ({
  'detail-type': 'Trueup Execution Finished',
  detail: { execution: { id: 'e1', kind: 'repair', findingId: 'f1', outcome: 'verified', ...members } },
});

test('a repair that is verified resolves the finding in each Security Hub that reported it', async () => {
  const { calls, deliver } = given({ sources: [OWN, hub('eu-west-1', 'one'), hub('us-east-1', 'two')] });
  expect(await deliver(finished())).toEqual({ kind: 'delivered', detail: 'told eu-west-1, us-east-1' });
  expect(calls).toEqual([
    {
      scope: { accountId: ACCOUNT, region: 'eu-west-1', partition: 'aws' },
      operation: 'BatchUpdateFindings',
      parameters: {
        FindingIdentifiers: [{ Id: 'one', ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub' }],
        Note: { Text: 'Repair by Trueup: verified (execution e1).', UpdatedBy: 'Trueup' },
        Workflow: { Status: 'RESOLVED' },
      },
      statements: [{ Action: ['securityhub:BatchUpdateFindings'], Resource: '*' }],
    },
    expect.objectContaining({ scope: expect.objectContaining({ region: 'us-east-1' }) }),
  ]);
});

test.each([
  ['repair', 'verified', 'RESOLVED', 'Repair by Trueup: verified (execution e1).'],
  ['repair', 'already-compliant', 'RESOLVED', 'Repair by Trueup: already-compliant (execution e1).'],
  ['repair', 'still-non-compliant', 'NOTIFIED', 'Repair by Trueup: still-non-compliant (execution e1).'],
  ['repair', 'failed', 'NOTIFIED', 'Repair by Trueup: failed (execution e1).'],
  ['undo', 'verified', 'NOTIFIED', 'Undo of the repair by Trueup: verified (execution e1).'],
])('%s that is %s: %s', async (kind, outcome, Status, Text) => {
  const { calls, deliver } = given({ sources: [hub('eu-west-1', 'one')] });
  await deliver(finished({ kind, outcome }));
  expect(calls[0]?.parameters).toMatchObject({ Workflow: { Status }, Note: { Text } });
});

test('a long reason is cut to what a note takes', async () => {
  const { calls, deliver } = given({ sources: [hub('eu-west-1', 'one')] });
  await deliver(finished({ outcome: 'failed', failureMessage: '🚒'.repeat(600) }));
  const note = calls[0]?.parameters['Note'];
  const Text = isJsonObject(note) ? String(note['Text']) : '';
  expect(Text.length).toBeGreaterThan(500);
  expect(Text.length).toBeLessThanOrEqual(512);
  expect(Text.isWellFormed()).toBe(true);
});

test.each<[string, Given, JsonObject]>([
  ['only an own check reported', { sources: [OWN] }, {}],
  ['is not there', {}, { findingId: 'f2' }],
  ['no execution names', {}, { findingId: null }],
])('nothing is told of a finding that %s', async (_, scene, members) => {
  const { calls, deliver } = given(scene);
  expect(await deliver(finished(members))).toMatchObject({ kind: 'delivered', detail: expect.stringMatching(/^left/) });
  expect(calls).toEqual([]);
});

test.each([
  ['FindingNotFound', { kind: 'delivered', detail: 'left: no Security Hub has it' }],
  ['ConcurrentUpdateError', { kind: 'failed', code: 'ERROR_FROM_TARGET' }],
  ['InternalFailure', { kind: 'failed', code: 'ERROR_FROM_TARGET' }],
  ['InvalidInput', { kind: 'refused', code: 'INVALID_PARAMETER' }],
])('a finding that ends with %s: %j', async (ErrorCode, expected) => {
  const UnprocessedFindings = [{ FindingIdentifier: { Id: 'one' }, ErrorCode, ErrorMessage: 'm' }];
  const { deliver } = given({ sources: [hub('eu-west-1', 'one')], answer: { UnprocessedFindings } });
  expect(await deliver(finished())).toMatchObject(expected);
});

test.each([
  ['throttled', 'failed', 'THROTTLING'],
  ['timed-out', 'failed', 'TIMEOUT'],
  ['unreachable', 'failed', 'CONNECTION_FAILURE'],
  ['service-fault', 'failed', 'ERROR_FROM_TARGET'],
  ['other', 'failed', 'UNKNOWN'],
  ['access-denied', 'refused', 'NO_PERMISSIONS'],
  ['not-found', 'refused', 'NO_RESOURCE'],
  ['invalid', 'refused', 'INVALID_PARAMETER'],
] as const)('a call that is %s has %s: %s', async (kind, outcome, code) => {
  const { deliver } = given({ sources: [hub('eu-west-1', 'one')], failure: { kind } });
  expect(await deliver(finished())).toEqual({ kind: outcome, code, message: 'X: x' });
});

test('a source without a region of AWS is refused', async () => {
  const { deliver, calls } = given({ sources: [{ ...hub('eu-west-1', 'one'), productArn: 'arn:aws:securityhub::x' }] });
  expect(await deliver(finished())).toMatchObject({ kind: 'refused', code: 'INVALID_PARAMETER' });
  expect(calls).toEqual([]);
});

const own = (number: number, members: JsonObject = {}): JsonObject => ({
  Id: `trueup/${number}`,
  ProductArn: `arn:aws:securityhub:eu-west-1:${ACCOUNT}:product/${ACCOUNT}/default`,
  AwsAccountId: ACCOUNT,
  Title: 'T',
  ProcessedAt: '2026-01-01T00:00:00.000Z',
  ...members,
});
const imported = (finding: JsonObject) => ({
  'detail-type': 'Security Hub Findings - Imported',
  detail: { findings: [finding] },
});

test('findings of own checks are sent together, to the Security Hub of their account and region', async () => {
  const failed = [{ Id: 'trueup/2', ErrorCode: 'InvalidAccess', ErrorMessage: 'm' }];
  const { calls, deliver } = given({ answer: { FailedCount: 1, SuccessCount: 2, FailedFindings: failed } });
  const outcomes = await Promise.all([1, 2, 3].map((number) => deliver(imported(own(number)))));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['delivered', 'refused', 'delivered']);
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({
    operation: 'BatchImportFindings',
    scope: { accountId: ACCOUNT, region: 'eu-west-1' },
    parameters: { Findings: [{ Id: 'trueup/1' }, { Id: 'trueup/2' }, { Id: 'trueup/3' }] },
  });
  expect(JSON.stringify(calls[0]?.parameters)).not.toContain('ProcessedAt');
});

test.each([
  ['of another product', { ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub' }],
  ['with another id', { Id: 'other' }],
])('a finding %s is left where it is', async (_, members) => {
  const { calls, deliver } = given();
  expect(await deliver(imported(own(1, members)))).toMatchObject({ kind: 'delivered' });
  expect(calls).toEqual([]);
});

test.each([
  { 'detail-type': 'Trueup Test', detail: {} },
  { 'detail-type': 'Security Hub Findings - Imported', detail: { findings: [] } },
  { 'detail-type': 'Trueup Execution Finished', detail: {} },
])('the event %j is refused', async (event) => {
  expect(await given().deliver(event)).toMatchObject({ kind: 'refused', code: 'INVALID_PARAMETER' });
});
