import type { JsonObject } from '@trueup/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { botoShapes } from './boto-shapes.ts';
import { coerceInput } from './coerce-input.ts';
import { resolveOperation } from './operation.ts';

function coerced(service: string, name: string, parameters: JsonObject) {
  const resolved = resolveOperation(service, name);
  if (resolved.kind === 'failed') throw new Error(resolved.failure.message);
  return coerceInput(resolved.operation.input, parameters, botoShapes(resolved.operation));
}

function input(service: string, name: string, parameters: JsonObject): unknown {
  const result = coerced(service, name, parameters);
  return result.kind === 'input' ? result.input : result.message;
}

function message(service: string, name: string, parameters: JsonObject): string {
  const result = coerced(service, name, parameters);
  return result.kind === 'invalid' ? result.message : 'accepted';
}

test('text becomes what the member is', () => {
  expect(
    input('ec2', 'AuthorizeSecurityGroupIngress', {
      groupId: 'sg-1',
      DryRun: 'True',
      IpPermissions: [{ FromPort: '22', ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    }),
  ).toEqual({
    GroupId: 'sg-1',
    DryRun: true,
    IpPermissions: [{ FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
  });
});

test('an instant is ISO 8601 text, or seconds as boto3 takes them', () => {
  const at = new Date('2026-01-31T09:30:00.000Z');
  for (const given of ['2026-01-31T09:30:00Z', at.getTime() / 1000, String(at.getTime() / 1000)]) {
    expect(input('cloudtrail', 'LookupEvents', { StartTime: given })).toEqual({ StartTime: at });
  }
});

test('an object where text is wanted is JSON, and text where bytes are wanted is UTF-8', () => {
  const policy = { Version: '2012-10-17' };
  expect(input('iam', 'PutRolePolicy', { RoleName: 'r', PolicyName: 'p', PolicyDocument: policy })).toMatchObject({
    PolicyDocument: JSON.stringify(policy),
  });
  expect(input('kms', 'Encrypt', { KeyId: 'k', Plaintext: 'grüß' })).toMatchObject({
    Plaintext: Buffer.from('grüß', 'utf8'),
  });
});

test('one value where a list is wanted is a list of one', () => {
  expect(input('ec2', 'DescribeInstances', { InstanceIds: 'i-1' })).toEqual({ InstanceIds: ['i-1'] });
});

test('every fault is named with its path and what is accepted there', () => {
  const said = message('ec2', 'RunInstances', {
    MaxCount: 'many',
    Monitoring: { Enabld: true },
    NetworkInterfaces: [{ DeviceIndex: 0 }, { DeviceIndex: null }],
  });
  expect(said).toContain('MaxCount must be a number');
  expect(said).toContain('MinCount is missing');
  expect(said).toContain('Monitoring.Enabld is not a parameter; accepted: Enabled');
  expect(said).toContain('NetworkInterfaces[1].DeviceIndex must be a value, not null');
  expect(said).not.toContain('\n');
});

test('a parameter that came out null is refused, for without it the call would reach further', () => {
  expect(message('ec2', 'DescribeSecurityGroups', { GroupIds: null })).toBe('GroupIds must be a value, not null');
  expect(message('s3', 'DeleteBucket', { Bucket: null })).toBe('Bucket must be a string');
});

test('a member given in two spellings is refused', () => {
  expect(message('s3', 'HeadBucket', { Bucket: 'a', bucket: 'b' })).toContain('Bucket must be given once');
});

test('a required idempotency token may be left out, and any other required member may not', () => {
  expect(message('s3', 'HeadBucket', {})).toBe('Bucket is missing');
  expect(message('ec2', 'CreateNetworkInsightsPath', { Source: 'a', Protocol: 'tcp' })).toBe('accepted');
});

test('SourceRegion is taken where boto3 takes it, and nowhere else', () => {
  const copy = { SourceDBSnapshotIdentifier: 'a', TargetDBSnapshotIdentifier: 'b', SourceRegion: 'eu-west-1' };
  expect(input('rds', 'CopyDBSnapshot', copy)).toEqual(copy);
  expect(message('rds', 'DescribeDBInstances', { SourceRegion: 'eu-west-1' })).toContain('SourceRegion is not');
});

test('a key of a map cannot reach a prototype', () => {
  const parameters = JSON.parse('{"QueueName":"q","Filters":[],"__proto__":{"polluted":true}}') as JsonObject;
  expect(message('ec2', 'DescribeInstances', parameters)).toContain('__proto__ is not a parameter');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('numbers and booleans survive being written as text', () => {
  fc.assert(
    fc.property(fc.integer(), fc.boolean(), fc.constantFrom('true', 'True', 'TRUE'), (size, yes, spelled) => {
      const typed = input('ec2', 'CreateVolume', { Size: size, Encrypted: yes, AvailabilityZone: 'a' });
      const text = input('ec2', 'CreateVolume', { Size: String(size), Encrypted: String(yes), AvailabilityZone: 'a' });
      expect(text).toEqual(typed);
      expect(input('ec2', 'CreateVolume', { Encrypted: spelled, AvailabilityZone: 'a' })).toMatchObject({
        Encrypted: true,
      });
    }),
  );
});

test('whatever comes in, the answer is an input or a complaint in one line that repeats no value', () => {
  const secret = 'hunter2-hunter2';
  const value = fc.jsonValue().map((made) => (typeof made === 'string' ? secret : made)) as fc.Arbitrary<never>;
  const names = fc.constantFrom(
    'DBInstanceIdentifier',
    'AllocatedStorage',
    'MultiAZ',
    'Tags',
    'ProcessorFeatures',
    'x',
  );
  fc.assert(
    fc.property(fc.dictionary(names, value), (parameters) => {
      const result = coerced('rds', 'ModifyDBInstance', parameters);
      if (result.kind !== 'invalid') return;
      expect(result.message).not.toContain('\n');
      expect(result.message).not.toContain(secret);
    }),
  );
});
