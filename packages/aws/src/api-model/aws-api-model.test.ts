import type { ApiShape } from '@trueup/core';
import { expect, test } from 'vitest';
import { loadSdkModule } from '../door/sdk.ts';
import { awsApiModel } from './aws-api-model.ts';
import { iamActionsOf } from './iam-actions.ts';

const api = awsApiModel();

function operation(service: string, name: string) {
  const found = api.operation(service, name);
  if (found.kind !== 'operation') throw new Error(`${service} ${name}: ${found.kind}`);
  return found;
}

/** `member` goes into a structure, `[]` into a list or a map. */
function shapeAt(shape: ApiShape, ...path: readonly string[]): ApiShape | undefined {
  return path.reduce<ApiShape | undefined>((at, part) => {
    if (part !== '[]') return at?.kind === 'structure' ? at.member(part) : undefined;
    return at?.kind === 'list' ? at.element() : at?.kind === 'map' ? at.value() : undefined;
  }, shape);
}

test.each([
  ['ec2', 'DescribeInstances'],
  ['EC2', 'describe_instances'],
  ['ec2', 'describe-instances'],
])('%s %s is found', (service, name) => {
  expect(operation(service, name)).toMatchObject({ name: 'DescribeInstances', access: 'read' });
});

test('shapes are those of boto3', () => {
  const { output } = operation('rds', 'DescribeDBInstances');
  const instance = ['DBInstances', '[]'];
  expect(
    ['PubliclyAccessible', 'AllocatedStorage', 'InstanceCreateTime', 'DBInstanceStatus', 'nothing'].map(
      (member) => shapeAt(output, ...instance, member)?.kind,
    ),
  ).toEqual(['boolean', 'number', 'instant', 'text', undefined]);
  expect(shapeAt(operation('kms', 'Decrypt').output, 'Plaintext')?.kind).toBe('bytes');
  expect(shapeAt(operation('kms', 'Decrypt').input, 'EncryptionContext', '[]')?.kind).toBe('text');
});

test('what boto3 decodes or takes in several forms may be anything', () => {
  expect(shapeAt(operation('iam', 'GetPolicyVersion').output, 'PolicyVersion', 'Document')?.kind).toBe('any');
  expect(shapeAt(operation('s3', 'CopyObject').input, 'CopySource')?.kind).toBe('any');
  expect(shapeAt(operation('rds', 'CopyDBSnapshot').input, 'SourceRegion')?.kind).toBe('any');
});

test('a body that streams is shown as text', () => {
  expect(shapeAt(operation('s3', 'GetObject').output, 'Body')?.kind).toBe('text');
});

test('required members are known, and tokens that the SDK makes up are not among them', () => {
  const required = (service: string, name: string): readonly string[] => {
    const { input } = operation(service, name);
    return input.kind === 'structure' ? input.required : [];
  };
  expect(required('s3', 'PutPublicAccessBlock')).toEqual(['Bucket', 'PublicAccessBlockConfiguration']);
  expect(required('s3control', 'CreateJob')).not.toContain('ClientRequestToken');
});

test('what is not there says what may have been meant, or what to install', () => {
  const nearest = (service: string, name: string): readonly string[] => {
    const found = api.operation(service, name);
    return found.kind === 'unknown-service' || found.kind === 'unknown-operation' ? found.nearest() : [found.kind];
  };
  expect(nearest('elbv3', 'X')).toContain('elbv2');
  expect(nearest('ec2', 'DescribeInstance')[0]).toBe('DescribeInstances');
  expect(api.operation('wickr', 'X')).toEqual({ kind: 'not-installed', packageName: '@aws-sdk/client-wickr' });
  expect(api.operation('s3', 'SelectObjectContent')).toEqual({ kind: 'event-stream' });
});

test.each([
  ['ec2', 'DescribeInstances', 'ec2:DescribeInstances'],
  ['elbv2', 'DescribeLoadBalancers', 'elasticloadbalancing:DescribeLoadBalancers'],
  ['sfn', 'StartExecution', 'states:StartExecution'],
  ['logs', 'CreateLogGroup', 'logs:CreateLogGroup'],
  ['cloudwatch', 'PutMetricAlarm', 'cloudwatch:PutMetricAlarm'],
])('%s %s needs %s', (service, name, action) => {
  const aliases: Readonly<Record<string, string>> = { elbv2: 'elastic-load-balancing-v2', logs: 'cloudwatch-logs' };
  expect(iamActionsOf(aliases[service] ?? service, name)).toEqual([action]);
});

test('IAM calls S3 by other names', () => {
  expect(
    ['PutPublicAccessBlock', 'DeleteBucketEncryption', 'HeadObject', 'ListBuckets', 'GetBucketPolicy'].map(
      (name) => operation('s3', name).iamActions[0],
    ),
  ).toEqual([
    's3:PutBucketPublicAccessBlock',
    's3:PutEncryptionConfiguration',
    's3:GetObject',
    's3:ListAllMyBuckets',
    's3:GetBucketPolicy',
  ]);
  expect(operation('s3control', 'PutPublicAccessBlock').iamActions).toEqual(['s3:PutAccountPublicAccessBlock']);
});

test('every exception of S3 is an operation that there is', () => {
  const names = [...(loadSdkModule('s3')?.operations.values() ?? [])].map(({ name }) => name);
  const renamed = names.filter((name) => iamActionsOf('s3', name)[0] !== `s3:${name}`);
  expect(renamed.length).toBeGreaterThan(50);
  expect(
    names.filter((name) =>
      iamActionsOf('s3', name).some((action) => /:(Put|Get).*Bucket(Encryption|Lifecycle|Replication)$/.test(action)),
    ),
  ).toEqual([]);
});
