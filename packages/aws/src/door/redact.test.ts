import type { JsonObject } from '@trueup/core';
import { expect, test } from 'vitest';
import { resolveOperation } from './operation.ts';
import { redactInput, REDACTED } from './redact.ts';

function redacted(service: string, name: string, input: Record<string, unknown>): JsonObject {
  const resolved = resolveOperation(service, name);
  if (resolved.kind === 'failed') throw new Error(resolved.failure.message);
  return redactInput(resolved.operation.input, input);
}

test('what the service calls sensitive is not recorded', () => {
  expect(redacted('ssm', 'PutParameter', { Name: '/app/key', Value: 'v' })).toEqual({
    Name: '/app/key',
    Value: REDACTED,
  });
  expect(redacted('iam', 'CreateLoginProfile', { UserName: 'u', Password: 'p' })).toEqual({
    UserName: 'u',
    Password: REDACTED,
  });
});

test('what is named as a secret is not recorded, however deep', () => {
  const input = { DocumentName: 'd', Parameters: { AdminPassword: ['p'], Size: ['1'] }, Mode: 'Auto' };
  expect(redacted('ssm', 'StartAutomationExecution', input)).toEqual({
    DocumentName: 'd',
    Parameters: { AdminPassword: REDACTED, Size: ['1'] },
    Mode: 'Auto',
  });
});

test('the value of a pair whose name says it is a secret is not recorded', () => {
  const input = {
    Tags: [
      { Key: 'ApiToken', Value: 't' },
      { Key: 'team', Value: 'blue' },
    ],
  };
  expect(redacted('ec2', 'CreateTags', input)).toEqual({
    Tags: [
      { Key: 'ApiToken', Value: REDACTED },
      { Key: 'team', Value: 'blue' },
    ],
  });
});

test('settings about passwords and tokens, and tokens of pages and requests, are recorded', () => {
  const kept = [
    ['iam', 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 14, AllowUsersToChangePassword: true }],
    ['ec2', 'ModifyInstanceMetadataOptions', { InstanceId: 'i-1', HttpTokens: 'required' }],
    ['ec2', 'DescribeInstances', { NextToken: 'n' }],
    ['ec2', 'RunInstances', { ClientToken: 'c' }],
    ['rds', 'ModifyDBInstance', { ManageMasterUserPassword: true, MasterUserSecretKmsKeyId: 'k' }],
  ] as const;
  for (const [service, name, input] of kept) expect(redacted(service, name, input)).toEqual(input);
});

test('bytes are recorded by their length and instants as text', () => {
  expect(redacted('s3', 'PutObject', { Bucket: 'b', Key: 'k', Body: Buffer.from('abc') })['Body']).toBe('(3 bytes)');
  expect(redacted('cloudtrail', 'LookupEvents', { StartTime: new Date(0) })).toEqual({
    StartTime: '1970-01-01T00:00:00.000Z',
  });
});
