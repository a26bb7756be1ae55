import { expect, test } from 'vitest';
import type { LibraryEntry, PermissionStatement } from '../control/control.ts';
import type { ResourceRef } from '../resource/resource.ts';
import { memberRolePolicies, memberRoleTemplate } from './member-role.ts';
import { resolvePermissions } from './resolve-permissions.ts';

const resource = {
  arn: 'arn:aws-cn:s3:::logs',
  id: 'logs',
  type: 'AWS::S3::Bucket',
  accountId: '111111111111',
  region: 'cn-north-1',
  partition: 'aws-cn',
} as ResourceRef;
const statement: PermissionStatement = {
  Action: ['s3:PutBucketPublicAccessBlock'],
  Resource: [
    'arn:{{Partition}}:s3:::{{ResourceId}}',
    '{{ResourceArn}}',
    'arn:{{Partition}}:kms:{{Region}}:{{AccountId}}:key/{{input:KeyId}}',
  ],
};
const entry = (id: string, remediate: PermissionStatement[]): LibraryEntry =>
  ({
    control: { id },
    permissions: { detect: ['s3:GetBucketLocation', 's3:ListAllMyBuckets'], remediate, undo: remediate },
  }) as unknown as LibraryEntry;

test('a session policy names just the resource and the inputs of the plan', () => {
  expect(resolvePermissions([statement], resource, { KeyId: 'k-1' })[0]?.Resource).toEqual([
    'arn:aws-cn:s3:::logs',
    'arn:aws-cn:s3:::logs',
    'arn:aws-cn:kms:cn-north-1:111111111111:key/k-1',
  ]);
});

test('an input that is empty grants nothing', () => {
  expect(resolvePermissions([statement], resource, { KeyId: '' })[0]?.Resource).toContain(
    'arn:aws-cn:kms:cn-north-1:111111111111:key/none',
  );
});

test('an input names one thing: its wildcards and variables stand for themselves, and widen no action', () => {
  const wide: PermissionStatement = {
    Action: ['s3:{{input:KeyId}}'],
    Resource: ['{{ResourceId}}', 'arn:aws:kms:::key/{{input:KeyId}}'],
    Condition: { StringLike: { 'iam:PolicyARN': ['{{input:KeyId}}'] } },
  };
  expect(resolvePermissions([wide], { ...resource, id: '*' }, { KeyId: '*a?${b}' })).toEqual([
    {
      Action: ['s3:none'],
      Resource: ['*', 'arn:aws:kms:::key/${*}a${?}${$}{b}'],
      Condition: { StringLike: { 'iam:PolicyARN': ['${*}a${?}${$}{b}'] } },
    },
  ]);
});

test('an unknown placeholder is a fault of the library, not an empty name', () => {
  expect(() => resolvePermissions([{ Action: ['s3:*'], Resource: '{{Bucket}}' }], resource, {})).toThrow('{{Bucket}}');
});

test('the role to detect changes nothing', () => {
  const [policy] = memberRolePolicies([entry('S3.8', [statement])], 'detect', 'aws');
  expect(JSON.stringify(policy)).not.toContain('Put');
});

test('a condition on an input is exact in the session policy and holds for any value in the role', () => {
  const conditional = { ...statement, Condition: { StringLike: { 'iam:PolicyARN': ['{{input:PolicyArn}}'] } } };
  const conditionOf = (value: string): object => ({ StringLike: { 'iam:PolicyARN': [value] } });
  const exact = resolvePermissions([conditional], resource, { PolicyArn: 'arn:aws:iam::aws:policy/A' });
  expect(exact[0]?.Condition).toEqual(conditionOf('arn:aws:iam::aws:policy/A'));
  const [policy] = memberRolePolicies([entry('S3.8', [conditional])], 'remediate', 'aws');
  expect(policy?.['Statement']).toContainEqual(expect.objectContaining({ Condition: conditionOf('*') }));
});

test('every policy of the role fits into IAM, however many controls there are', () => {
  const many = Array.from({ length: 200 }, (_none, index) =>
    entry(`S3.${index}`, [{ ...statement, Action: [`s3:Act${index}`] }]),
  );
  const policies = memberRolePolicies(many, 'remediate', 'aws');
  expect(policies.length).toBeGreaterThan(1);
  expect(Math.max(...policies.map((policy) => JSON.stringify(policy).length))).toBeLessThan(6_144);
  expect(policies.flatMap((policy) => policy['Statement']).length).toBe(201);
});

test('the template demands an external id and leaves the partition to CloudFormation', () => {
  const template = JSON.stringify(memberRoleTemplate([entry('S3.8', [statement])], 'remediate'));
  expect(template).toContain('"sts:ExternalId":{"Ref":"ExternalId"}');
  expect(template).toContain('"Fn::Sub":"arn:${AWS::Partition}:s3:::*"');
});

test.each(['detect', 'remediate'] as const)('a role that may %s may ask CloudTrail who changed a resource', (mode) => {
  const [policy] = memberRolePolicies([entry('S3.8', [statement])], mode, 'aws');
  expect(JSON.stringify(policy)).toContain('cloudtrail:LookupEvents');
});
