import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateBucketCommand, HeadBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { GetServiceSettingCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, expect, inject, test } from 'vitest';
import { LAB_ACCOUNT } from './account-book.ts';
import { THROTTLED } from './aws-fault.ts';
import type { AwsGateway, AwsGatewayOptions } from './aws-gateway.ts';
import { awsGateway } from './aws-gateway.ts';

const gateways: AwsGateway[] = [];

afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.stop()));
});

async function gatewayWith(options: AwsGatewayOptions) {
  const gateway = await awsGateway(inject('awsLabEndpoint'), options);
  gateways.push(gateway);
  const settings = {
    endpoint: gateway.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  return { gateway, settings, s3: new S3Client({ ...settings, forcePathStyle: true }) };
}

test('a call before forwarding never reaches AWS; after it, AWS has done what was asked', async () => {
  const { gateway, s3 } = await gatewayWith({
    faults: [
      { action: 'CreateBucket', times: 1, effect: THROTTLED },
      { action: 'CreateBucket', skip: 1, times: 1, moment: 'after', effect: { kind: 'reset' } },
    ],
  });
  const Bucket = 'gateway-moments';
  await expect(s3.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'ThrottlingException' });
  await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'NotFound' });

  await expect(s3.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({ code: 'ECONNRESET' });
  await s3.send(new HeadBucketCommand({ Bucket }));

  expect(gateway.calls.map(({ action, status, forwarded, write }) => [action, status, forwarded, write])).toEqual([
    ['CreateBucket', 400, false, true],
    ['HeadBucket', 404, true, false],
    ['CreateBucket', undefined, true, true],
    ['HeadBucket', 200, true, false],
  ]);
});

type Settings = Awaited<ReturnType<typeof gatewayWith>>['settings'];
const SettingId = '/ssm/documents/console/public-sharing-permission';

test.each([
  ['ec2', (settings: Settings) => new EC2Client(settings).send(new DescribeInstancesCommand({}))],
  ['ssm', (settings: Settings) => new SSMClient(settings).send(new GetServiceSettingCommand({ SettingId }))],
  ['sts', (settings: Settings) => new STSClient(settings).send(new GetCallerIdentityCommand({}))],
])('an injected error is read by the SDK of %s', async (service, call) => {
  const { settings } = await gatewayWith({
    faults: [{ service, effect: { kind: 'error', status: 403, code: 'AccessDenied', message: 'not for you' } }],
  });
  await expect(call(settings)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'not for you',
    $metadata: { httpStatusCode: 403 },
  });
});

test('an operation unknown to moto is answered 501 and not retried', async () => {
  const { gateway, settings } = await gatewayWith({});
  const ssm = new SSMClient({ ...settings, maxAttempts: 3 });
  await expect(ssm.send(new GetServiceSettingCommand({ SettingId }))).rejects.toMatchObject({
    name: 'NotImplemented',
    $metadata: { httpStatusCode: 501, attempts: 1 },
  });
  expect(gateway.count({ action: 'GetServiceSetting' })).toBe(1);
});

test('a delayed call is answered late, a hanging one never', async () => {
  const { gateway, s3 } = await gatewayWith({ faults: [{ effect: { kind: 'delay', delayMs: 300 } }] });
  const asked = new HeadBucketCommand({ Bucket: 'no-such-bucket' });
  const from = performance.now();
  await expect(s3.send(asked)).rejects.toMatchObject({ name: 'NotFound' });
  expect(performance.now() - from).toBeGreaterThanOrEqual(299);

  gateway.inject([{ effect: { kind: 'hang' } }]);
  await expect(s3.send(asked, { abortSignal: AbortSignal.timeout(300) })).rejects.toThrow(/abort/i);
});

test('calls are logged with the account that AssumeRole led to', async () => {
  const { gateway, settings } = await gatewayWith({});
  const { Credentials } = await new STSClient(settings).send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::210987654321:role/member', RoleSessionName: 'lab' }),
  );
  const member = new S3Client({
    ...settings,
    forcePathStyle: true,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  });
  await member.send(new CreateBucketCommand({ Bucket: 'gateway-member' }));
  expect(gateway.calls.map(({ service, action, account }) => `${account} ${service}:${action}`)).toEqual([
    `${LAB_ACCOUNT} sts:AssumeRole`,
    '210987654321 s3:CreateBucket',
  ]);
});

test('the hook sees each call before and after it is forwarded', async () => {
  const seen: string[] = [];
  const { s3 } = await gatewayWith({
    onCall: (call, moment) => void seen.push(`${call.number} ${call.action} ${moment}`),
  });
  const Bucket = 'gateway-hook';
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  expect(seen).toEqual([
    '1 CreateBucket before',
    '1 CreateBucket after',
    '2 PutBucketVersioning before',
    '2 PutBucketVersioning after',
  ]);
});
