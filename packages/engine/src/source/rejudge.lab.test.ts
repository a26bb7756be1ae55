import { awsDoor, awsResourceReader } from '@trueup/aws';
import { libraryEntry } from '@trueup/controls';
import { region, type CallFailure, type ChangedResource, type Door, type Store } from '@trueup/core';
import { eventParts, freshAccount, labAws, labStore, systemClock, testPolicy, type LabAws } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { batchedParts } from '../batched-parts.ts';
import { rejudge, type Rejudged } from './rejudge.ts';

let store: Store;
const endpoint = inject('awsLabEndpoint');
const real = awsDoor({ endpoint, accountOf: () => ({ role: 'Member' }) });
beforeAll(async () => {
  store = await labStore();
});
afterAll(async () => {
  real.close();
  await store.close();
});

interface Scene {
  readonly aws: LabAws;
  /** The operation that AWS refuses from now on, and how. */
  readonly failing: { operation?: string; kind: CallFailure['kind'] };
  look(type: string, id: string, more?: Partial<ChangedResource>): Promise<Rejudged>;
  findings(): Promise<readonly string[]>;
}

function scene(): Scene {
  const aws = labAws(endpoint, freshAccount());
  const failing: Scene['failing'] = { kind: 'throttled' };
  const door: Door = {
    ...real,
    open(scope, options) {
      const session = real.open(scope, options);
      return {
        call: (call, callOptions) =>
          call.operation === failing.operation
            ? Promise.resolve({
                kind: 'failed',
                failure: { code: 'X', message: 'x', httpStatus: 400, kind: failing.kind },
              })
            : session.call(call, callOptions),
      };
    },
  };
  const policy = testPolicy({
    accounts: [{ id: aws.accountId, name: 'lab' }],
    regions: ['eu-west-1', aws.region],
  });
  const catalogue = ['S3.14', 'S3.8', 'Trueup.IAM.1', 'IAM.7', 'EC2.7'].map(libraryEntry);
  const reader = awsResourceReader({ door, clock: systemClock });
  const parts = batchedParts(
    eventParts(store, aws.accountId, { door, reader, catalogue, policy: () => Promise.resolve(policy) }),
  );
  return {
    aws,
    failing,
    look: (type, id, more = {}) =>
      rejudge(parts, { accountId: aws.accountId, region: aws.region, type, id, deleted: false, ...more }),
    async findings() {
      const { items } = await store.findings.list({ accounts: [aws.accountId], limit: 1000 });
      return items
        .map((one) => [one.controlId, one.resource.id, one.resource.region, one.compliance, one.recordState].join(' '))
        .toSorted();
    },
  };
}

const BUCKET = 'AWS::S3::Bucket';
const bucketArn = (id: string): Pick<ChangedResource, 'arn'> => ({ arn: `arn:aws:s3:::${id}` as never });

test('one resource is judged by every control of its type, and no other resource is looked at', async () => {
  const { aws, look, findings } = scene();
  const [one, other] = [`one-${aws.accountId}`, `other-${aws.accountId}`];
  await aws.call('s3', 'CreateBucket', { Bucket: one });
  await aws.call('s3', 'CreateBucket', { Bucket: other });
  expect(await look(BUCKET, one, bucketArn(one))).toEqual({ kind: 'judged' });
  expect(await findings()).toEqual([`S3.14 ${one} us-east-1 FAILED ACTIVE`, `S3.8 ${one} us-east-1 FAILED ACTIVE`]);
  await aws.call('s3', 'DeleteBucket', { Bucket: one });
  expect(await look(BUCKET, one, bucketArn(one))).toEqual({ kind: 'gone' });
  expect(await findings()).toEqual([
    `S3.14 ${one} us-east-1 NOT_AVAILABLE ARCHIVED`,
    `S3.8 ${one} us-east-1 NOT_AVAILABLE ARCHIVED`,
  ]);
});

test('a role on a path is found by its name, also after it is gone', async () => {
  const { aws, look, findings } = scene();
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  await aws.call('iam', 'CreateRole', { RoleName: 'ops', Path: '/team/', AssumeRolePolicyDocument });
  const allowed = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
  const PolicyDocument = JSON.stringify(allowed);
  await aws.call('iam', 'PutRolePolicy', { RoleName: 'ops', PolicyName: 'all', PolicyDocument });
  expect(await look('AWS::IAM::Role', 'ops')).toEqual({ kind: 'judged' });
  expect(await findings()).toEqual(['Trueup.IAM.1 ops us-east-1 FAILED ACTIVE']);
  await aws.call('iam', 'DeleteRolePolicy', { RoleName: 'ops', PolicyName: 'all' });
  await aws.call('iam', 'DeleteRole', { RoleName: 'ops' });
  expect(await look('AWS::IAM::Role', 'ops')).toEqual({ kind: 'gone' });
  expect(await findings()).toEqual(['Trueup.IAM.1 ops us-east-1 NOT_AVAILABLE ARCHIVED']);
  expect(await look('AWS::IAM::Role', 'nobody')).toEqual({ kind: 'gone' });
});

test('an account is judged by the controls of its region, and by the global ones at home alone', async () => {
  const { aws, look, findings } = scene();
  const arn = `arn:aws:iam::${aws.accountId}:root` as never;
  await look('AWS::::Account', aws.accountId, { arn, region: region('eu-west-1') });
  expect(await findings()).toEqual([`EC2.7 ${aws.accountId} eu-west-1 FAILED ACTIVE`]);
  await look('AWS::::Account', aws.accountId, { arn });
  expect(await findings()).toEqual([
    `EC2.7 ${aws.accountId} eu-west-1 FAILED ACTIVE`,
    `EC2.7 ${aws.accountId} us-east-1 FAILED ACTIVE`,
    `IAM.7 ${aws.accountId} us-east-1 FAILED ACTIVE`,
  ]);
});

test.each<[string, Partial<ChangedResource>]>([
  ['another account', { accountId: freshAccount() }],
  ['a region that the policy leaves out', { region: region('eu-north-1') }],
  ['a type that nothing looks at', { type: 'AWS::SNS::Topic' }],
])('%s is not ours', async (_, more) => {
  const { look, failing } = scene();
  failing.operation = 'GetBucketLocation';
  expect(await look(BUCKET, 'x', { ...bucketArn('x'), ...more })).toEqual({ kind: 'not-ours' });
});

test.each([
  ['throttled', true],
  ['timed-out', true],
  ['unreachable', true],
  ['access-denied', false],
] as const)('a read that is %s changes nothing; whether it may pass: %s', async (kind, transient) => {
  const { aws, look, failing, findings } = scene();
  const Bucket = `b-${aws.accountId}`;
  await aws.call('s3', 'CreateBucket', { Bucket });
  await look(BUCKET, Bucket, bucketArn(Bucket));
  const before = await findings();
  failing.kind = kind;
  failing.operation = 'GetBucketLocation';
  expect(await look(BUCKET, Bucket, bucketArn(Bucket))).toMatchObject({ kind: 'unread', transient });
  failing.operation = 'GetRole';
  expect(await look('AWS::IAM::Role', 'ops')).toMatchObject({ kind: 'unread', transient });
  expect(await findings()).toEqual(before);
});

test('a part that may be read later keeps the others waiting; one that never will is insufficient data', async () => {
  const { aws, look, failing, findings } = scene();
  const Bucket = `b-${aws.accountId}`;
  await aws.call('s3', 'CreateBucket', { Bucket });
  failing.operation = 'GetBucketVersioning';
  expect(await look(BUCKET, Bucket, bucketArn(Bucket))).toMatchObject({ kind: 'unread', transient: true });
  expect(await findings()).toEqual([]);
  failing.kind = 'access-denied';
  expect(await look(BUCKET, Bucket, bucketArn(Bucket))).toEqual({ kind: 'judged' });
  expect(await findings()).toEqual([`S3.8 ${Bucket} us-east-1 FAILED ACTIVE`]);
});
