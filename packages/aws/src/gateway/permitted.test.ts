import { expect, test } from 'vitest';
import { missingAction } from './permitted.ts';

const called = (name: string, access: 'read' | 'write' = 'write', method = 'POST') => {
  const [servicePackage = '', operation = ''] = name.split(':');
  return { servicePackage, operation, access, method };
};

test.each([
  ['s3:PutBucketEncryption', 's3:PutEncryptionConfiguration'],
  ['s3:ListObjectsV2', 's3:ListBucket'],
  ['s3-control:PutPublicAccessBlock', 's3:PutAccountPublicAccessBlock'],
  ['lambda:Invoke', 'lambda:InvokeFunction'],
  ['cloudwatch-logs:DescribeLogGroups', 'logs:DescribeLogGroups'],
  ['elastic-load-balancing-v2:CreateRule', 'elasticloadbalancing:CreateRule'],
  ['iam:DeleteUser', 'iam:DeleteUser'],
])('%s needs %s', (operation, action) => {
  expect(missingAction(called(operation), [{ Action: ['nothing:AtAll'], Resource: '*' }])).toBe(action);
  expect(missingAction(called(operation), [{ Action: [action], Resource: '*' }])).toBeUndefined();
});

test.each([
  ['*', true],
  ['iam:*', true],
  ['IAM:delete*', true],
  ['iam:Delete???r', true],
  ['iam:Delete', false],
  ['iam:DeleteUserPolicy', false],
  ['iam.DeleteUser', false],
  ['ec2:*', false],
  ['*m:*e*User', true],
  ['iam:*Use', false],
  ['iam:DeleteUser**', true],
  ['iam:DeleteUser?', false],
])('%s allows iam:DeleteUser: %s', (pattern, allowed) => {
  const missing = missingAction(called('iam:DeleteUser'), [{ Action: [pattern], Resource: '*' }]);
  expect(missing === undefined).toBe(allowed);
});

test('many stars and a long name take no time', () => {
  const name = 'a'.repeat(128);
  const pattern = `iam:${'*a'.repeat(60)}*b`;
  const started = performance.now();
  expect(missingAction(called(`iam:${name}`), [{ Action: [pattern], Resource: '*' }])).toBe(`iam:${name}`);
  expect(performance.now() - started).toBeLessThan(500);
});

test('no statement allows nothing', () => {
  expect(missingAction(called('iam:DeleteUser'), [])).toBe('iam:DeleteUser');
});

test('what IAM has no action for passes when it reads, and needs its own name when it writes', () => {
  expect(missingAction(called('sts:GetCallerIdentity', 'read'), [])).toBeUndefined();
  expect(missingAction(called('s3:RenameObject'), [])).toBe('s3:RenameObject');
});

test("API Gateway's actions are the methods of HTTP", () => {
  expect(missingAction(called('api-gateway:DeleteRestApi', 'write', 'DELETE'), [])).toBe('apigateway:DELETE');
});
