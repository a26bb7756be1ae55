import { nearestNames } from '@trueup/core';
import { expect, test } from 'vitest';
import { resolveOperation } from './operation.ts';
import { foldName } from './sdk.ts';
import { SERVICE_ALIASES, SERVICE_PACKAGES } from './service-names.ts';
import { servicePackage } from './service-package.ts';

test('every client is found by its own name, in any case, with and without dashes', () => {
  for (const name of SERVICE_PACKAGES) {
    expect([servicePackage(name), servicePackage(name.toUpperCase()), servicePackage(foldName(name))]).toEqual([
      name,
      name,
      name,
    ]);
  }
  expect(new Set(SERVICE_PACKAGES.map(foldName)).size).toBe(SERVICE_PACKAGES.length);
});

test('every other name leads to a client, and hides none', () => {
  const folded = new Set(SERVICE_PACKAGES.map(foldName));
  for (const [alias, name] of SERVICE_ALIASES) {
    expect(SERVICE_PACKAGES).toContain(name);
    expect(servicePackage(alias)).toBe(name);
    expect(folded.has(alias)).toBe(false);
  }
});

test.each([
  ['elbv2', 'elastic-load-balancing-v2'],
  ['ELB', 'elastic-load-balancing'],
  ['logs', 'cloudwatch-logs'],
  ['events', 'eventbridge'],
  ['config', 'config-service'],
  ['stepfunctions', 'sfn'],
  ['apigateway', 'api-gateway'],
  ['autoscaling', 'auto-scaling'],
  ['secretsmanager', 'secrets-manager'],
  ['resourcegroupstaggingapi', 'resource-groups-tagging-api'],
  ['monitoring', 'cloudwatch'],
])('boto3 calls it %s', (name, client) => {
  expect(servicePackage(name)).toBe(client);
});

test.each(['DescribeDBInstances', 'describe_db_instances', 'describe-db-instances', 'describeDBInstances'])(
  'an operation is found as %s',
  (name) => {
    expect(resolveOperation('RDS', name)).toMatchObject({
      kind: 'operation',
      operation: { service: 'rds', name: 'DescribeDBInstances', access: 'read' },
    });
  },
);

test('the idempotency token member is the marked one, else the one that is named so', () => {
  const member = (service: string, name: string) => {
    const resolved = resolveOperation(service, name);
    return resolved.kind === 'operation' ? resolved.operation.tokenMember : resolved.failure;
  };
  expect([
    member('ec2', 'RunInstances'),
    member('ssm', 'StartAutomationExecution'),
    member('s3control', 'CreateJob'),
    member('ec2', 'DescribeInstances'),
  ]).toEqual(['ClientToken', 'ClientToken', 'ClientRequestToken', undefined]);
});

test.each([
  ['lamda', 'Invoke', 'UnknownService', 'lambda'],
  ['ec2', 'DescribeSecurityGroup', 'UnknownOperation', 'DescribeSecurityGroups'],
  ['wickr', 'ListUsers', 'ServiceNotInstalled', '@aws-sdk/client-wickr'],
  ['s3', 'SelectObjectContent', 'EventStream', 'SelectObjectContent'],
])('%s %s fails as %s and names %s', (service, operation, code, named) => {
  const resolved = resolveOperation(service, operation);
  expect(resolved).toMatchObject({ kind: 'failed', failure: { code, kind: 'invalid', httpStatus: 0 } });
  expect(resolved.kind === 'failed' && resolved.failure.message).toContain(named);
});

test('near names come nearest first, and far ones not at all', () => {
  expect(nearestNames('kms', ['iam', 'kmz', 'kms', 'redshift'])).toEqual(['kms', 'kmz']);
});
