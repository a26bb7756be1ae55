import { randomInt } from 'node:crypto';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  accountId,
  region,
  type AccountId,
  type Answer,
  type CallOptions,
  type JournalEntry,
  type JsonObject,
  type SessionOptions,
} from '@trueup/core';
import { afterAll, expect, inject, test } from 'vitest';
import { awsDoor } from './aws-door.ts';

process.env['AWS_ACCESS_KEY_ID'] ??= 'lab';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'lab';

/** In front of the stand-in, to see what was really sent. */
const seen: string[] = [];
const proxy = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const body = Buffer.concat(chunks);
    const target = incoming.headers['x-amz-target'] ?? '';
    seen.push(`${incoming.method} ${incoming.url} ${String(target)} ${body.toString('utf8')}`);
    const upstream = new URL(incoming.url ?? '/', inject('awsLabEndpoint'));
    const forwarded = request(upstream, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.end(body);
  });
});
await new Promise<void>((resolve) => {
  proxy.listen(0, '127.0.0.1', resolve);
});
const endpoint = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

const freshAccount = (): AccountId => accountId(String(randomInt(100_000_000_000, 999_999_999_999)));
const ACCOUNT = freshAccount();
const OTHER = freshAccount();
const ROLELESS = freshAccount();
const STRANGER = freshAccount();
const access = new Map([
  [ACCOUNT, { role: 'trueup/Member', externalId: 'ext-1' }],
  [OTHER, { role: 'Member' }],
  [ROLELESS, {}],
]);
const door = awsDoor({ endpoint, accountOf: (id) => access.get(id as AccountId), sessionName: 'lab' });

afterAll(async () => {
  door.close();
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
});

function at(account: AccountId, options: SessionOptions = { mode: 'live' }) {
  const session = door.open({ accountId: account, region: region('eu-west-1'), partition: 'aws' }, options);
  return (service: string, operation: string, parameters: JsonObject = {}, callOptions?: CallOptions) =>
    session.call({ service, operation, parameters }, callOptions);
}

async function output(answer: Promise<Answer>): Promise<JsonObject> {
  const got = await answer;
  if (got.kind !== 'answered') throw new Error(JSON.stringify(got));
  return got.output;
}

test('a session acts in its account as the member role', async () => {
  expect(await output(at(ACCOUNT)('sts', 'get_caller_identity'))).toMatchObject({
    Account: ACCOUNT,
    Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Member/lab`,
    ResponseMetadata: { HTTPStatusCode: 200, RetryAttempts: 0 },
  });
});

test('the role is assumed once, with its path, external id, session name and nothing but the declared rights', async () => {
  const before = seen.length;
  const statements = [{ Action: ['ec2:DescribeVpcs'], Resource: '*' }];
  const narrow = at(ACCOUNT, { mode: 'live', statements });
  await Promise.all([narrow('ec2', 'DescribeVpcs'), narrow('ec2', 'DescribeVpcs')]);
  await at(ACCOUNT, { mode: 'live', statements })('ec2', 'DescribeVpcs');
  const assumed = seen.slice(before).filter((line) => line.includes('Action=AssumeRole'));
  expect(assumed).toHaveLength(1);
  const form = new URLSearchParams(assumed[0]?.split(' ').at(-1));
  expect(Object.fromEntries(form)).toMatchObject({
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/trueup/Member`,
    RoleSessionName: 'lab',
    ExternalId: 'ext-1',
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'ec2:DescribeVpcs', Resource: '*' }],
    }),
  });
});

test('two accounts do not see each other', async () => {
  await output(at(ACCOUNT)('iam', 'CreateUser', { UserName: 'only-here' }));
  expect(await output(at(ACCOUNT)('iam', 'ListUsers'))).toMatchObject({ Users: [{ UserName: 'only-here' }] });
  expect(await output(at(OTHER)('iam', 'ListUsers'))).toMatchObject({ Users: [] });
});

test('an account without a role is entered with the credentials of the process', async () => {
  expect(await output(at(ROLELESS)('sts', 'GetCallerIdentity'))).toMatchObject({ Account: '123456789012' });
});

test('an unknown account is an answer, and so is a changed mind about it', async () => {
  const stranger = at(STRANGER);
  expect(await stranger('sts', 'GetCallerIdentity')).toMatchObject({
    kind: 'failed',
    failure: { code: 'UnknownAccount', kind: 'access-denied' },
  });
  access.set(STRANGER, { role: 'Member' });
  expect(await output(stranger('sts', 'GetCallerIdentity'))).toMatchObject({ Account: STRANGER });
});

test('a session whose statements do not fit a policy is refused, call by call', async () => {
  const statements = [{ Action: ['s3:GetObject'], Resource: 'x'.repeat(2_048) }];
  const answer = await at(ACCOUNT, { mode: 'live', statements })('sts', 'GetCallerIdentity');
  expect(answer).toMatchObject({ kind: 'failed', failure: { code: 'SessionPolicyTooLarge' } });
});

test('buckets and objects, by boto3 names', async () => {
  const call = at(ACCOUNT);
  const Bucket = `door-${ACCOUNT}`;
  const home = { LocationConstraint: 'eu-west-1' };
  await output(call('s3', 'create_bucket', { Bucket, CreateBucketConfiguration: home }));
  await output(call('s3', 'put_object', { Bucket, Key: 'a b/c', Body: 'grüß' }));
  await output(call('s3', 'copy_object', { Bucket, Key: 'copy', CopySource: { Bucket, Key: 'a b/c' } }));
  expect(await output(call('s3', 'get_object', { Bucket, Key: 'copy' }))).toMatchObject({ Body: 'grüß' });
  expect(await output(call('s3', 'get_bucket_location', { Bucket }))).toMatchObject(home);
  const block = {
    BlockPublicAcls: 'True',
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  await output(call('s3', 'put_public_access_block', { Bucket, PublicAccessBlockConfiguration: block }));
  expect(await output(call('s3', 'get_public_access_block', { Bucket }))).toMatchObject({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
  });
  expect(await call('s3', 'head_bucket', { Bucket: `${Bucket}-none` })).toMatchObject({
    failure: { kind: 'not-found', httpStatus: 404 },
  });
  expect(await call('s3', 'get_bucket_policy', { Bucket })).toMatchObject({ failure: { code: 'NoSuchBucketPolicy' } });
});

test('the public access block of the account, which names the account in its host', async () => {
  const call = at(ACCOUNT);
  const block = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
  const parameters = { AccountId: ACCOUNT, PublicAccessBlockConfiguration: block };
  await output(call('s3control', 'PutPublicAccessBlock', parameters));
  expect(await output(call('s3control', 'GetPublicAccessBlock', { AccountId: ACCOUNT }))).toMatchObject({
    PublicAccessBlockConfiguration: block,
  });
});

test('security groups, with numbers that came as text', async () => {
  const call = at(ACCOUNT);
  const made = await output(call('ec2', 'CreateSecurityGroup', { GroupName: 'door', Description: 'd' }));
  const GroupId = made['GroupId'] ?? null;
  const IpPermissions = [
    { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'ssh' }] },
  ];
  await output(call('ec2', 'AuthorizeSecurityGroupIngress', { GroupId, IpPermissions }));
  expect(await output(call('ec2', 'DescribeSecurityGroups', { GroupIds: [GroupId] }))).toMatchObject({
    SecurityGroups: [{ IpPermissions: [{ FromPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] }],
  });
  expect(await call('ec2', 'DescribeSecurityGroups', { GroupIds: ['sg-0123'] })).toMatchObject({
    failure: { code: 'InvalidGroup.NotFound', kind: 'not-found', httpStatus: 400 },
  });
});

test('roles show their policies as objects', async () => {
  const call = at(ACCOUNT);
  const AssumeRolePolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  await output(call('iam', 'CreateRole', { RoleName: 'door', AssumeRolePolicyDocument }));
  expect(await output(call('iam', 'GetRole', { RoleName: 'door' }))).toMatchObject({
    Role: { AssumeRolePolicyDocument, CreateDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string },
  });
  expect(await call('iam', 'GetRole', { RoleName: 'none' })).toMatchObject({ failure: { code: 'NoSuchEntity' } });
});

test('keys, databases and trails', async () => {
  const call = at(ACCOUNT);
  const key = (await output(call('kms', 'CreateKey')))['KeyMetadata'] as JsonObject;
  const KeyId = key['KeyId'] ?? null;
  const sealed = await output(call('kms', 'Encrypt', { KeyId, Plaintext: 'hello' }));
  expect(sealed['CiphertextBlob']).toMatch(/^[A-Za-z0-9+/]+=*$/);
  await output(call('kms', 'EnableKeyRotation', { KeyId }));
  expect(await output(call('kms', 'GetKeyRotationStatus', { KeyId }))).toMatchObject({ KeyRotationEnabled: true });
  expect(await call('rds', 'DescribeDBInstances', { DBInstanceIdentifier: 'none' })).toMatchObject({
    failure: { code: 'DBInstanceNotFound', kind: 'not-found' },
  });
  expect(await output(call('cloudtrail', 'DescribeTrails'))).toMatchObject({ trailList: [] });
});

test('plan mode lets reads through, sends no write, and finds a misspelt parameter in one', async () => {
  const plan = at(OTHER, { mode: 'plan' });
  await output(plan('iam', 'ListUsers'));
  const before = seen.length;
  expect(await plan('iam', 'CreateUser', { UserName: 'never' })).toEqual({ kind: 'planned' });
  expect(await plan('iam', 'GenerateCredentialReport')).toEqual({ kind: 'planned' });
  expect(await plan('iam', 'CreateUser', { UsrName: 'never' })).toMatchObject({
    failure: {
      code: 'ParamValidation',
      message: expect.stringContaining('UsrName is not a parameter; accepted: UserName') as string,
    },
  });
  expect(seen).toHaveLength(before);
  expect(await output(plan('iam', 'ListUsers'))).toMatchObject({ Users: [] });
});

test('the token goes into the member for it, unless the caller filled it', async () => {
  const call = at(ACCOUNT);
  const token = '0b0c3a3e-6a52-4a6a-8a53-0c6a0f8f9f10';
  const volume = { AvailabilityZone: 'eu-west-1a', Size: 1 };
  await output(call('ec2', 'CreateVolume', volume, { token }));
  expect(seen.at(-1)).toContain(`ClientToken=${token}`);
  await output(call('ec2', 'CreateVolume', { ...volume, ClientToken: 'mine' }, { token }));
  expect(seen.at(-1)).toContain('ClientToken=mine');
});

test('every call is in the journal, with what it asked and got, and without its secrets', async () => {
  const entries: JournalEntry[] = [];
  const call = at(OTHER, { mode: 'live', journal: (entry) => entries.push(entry) });
  await output(call('iam', 'create_user', { UserName: 'u' }));
  await output(call('iam', 'CreateLoginProfile', { UserName: 'u', Password: 'hunter2!' }));
  await call('iam', 'GetUser', { UserName: 'none' });
  await call('iam', 'GetUser', { UsrName: 'not sent' });
  const common = { accountId: OTHER, region: 'eu-west-1', service: 'iam', attempts: 1 };
  expect(entries).toMatchObject([
    { ...common, operation: 'CreateUser', access: 'write', request: { UserName: 'u' }, httpStatus: 200 },
    { ...common, operation: 'CreateLoginProfile', request: { UserName: 'u', Password: '(redacted)' } },
    { ...common, operation: 'GetUser', access: 'read', httpStatus: 404, errorCode: 'NoSuchEntity' },
  ]);
  expect(JSON.stringify(entries)).not.toContain('hunter2');
  for (const entry of entries) {
    expect(entry.requestId).toMatch(/.+/);
    expect(entry.durationMs).toBeGreaterThanOrEqual(0);
    expect(Date.parse(entry.at)).toBeLessThanOrEqual(Date.now());
  }
});
