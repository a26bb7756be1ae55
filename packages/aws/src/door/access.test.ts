import { expect, test } from 'vitest';
import { accessOf } from './access.ts';

test.each([
  ['ec2', 'DescribeInstances'],
  ['ec2', 'describe_instances'],
  ['s3', 'head-bucket'],
  ['s3', 'ListObjectsV2'],
  ['s3', 'SelectObjectContent'],
  ['ssm', 'GetCalendarState'],
  ['config', 'BatchGetResourceConfig'],
  ['cloudtrail', 'LookupEvents'],
  ['dynamodb', 'Query'],
  ['dynamodb', 'TransactGetItems'],
  ['iam', 'SimulatePrincipalPolicy'],
  ['cloudformation', 'ValidateTemplate'],
  ['cloudformation', 'EstimateTemplateCost'],
  ['logs', 'FilterLogEvents'],
  ['logs', 'StartQuery'],
  ['events', 'TestEventPattern'],
  ['route53', 'test_dns_answer'],
  ['kms', 'Decrypt'],
  ['kms', 'GenerateDataKey'],
  ['rds', 'download_db_log_file_portion'],
  ['ec2', 'GetConsoleScreenshot'],
])('%s %s reads', (service, operation) => {
  expect(accessOf(service, operation)).toBe('read');
});

test.each([
  ['ec2', 'RunInstances'],
  ['s3', 'PutBucketPolicy'],
  ['sqs', 'ReceiveMessage'],
  ['sts', 'AssumeRole'],
  ['sts', 'AssumeRoleWithWebIdentity'],
  ['sts', 'GetFederationToken'],
  ['sts', 'get_session_token'],
  ['iam', 'GenerateCredentialReport'],
  ['cloudformation', 'DetectStackDrift'],
  ['elasticache', 'TestFailover'],
  ['stepfunctions', 'TestState'],
  ['stepfunctions', 'GetActivityTask'],
  ['license-manager', 'CheckoutLicense'],
  ['license-manager', 'CheckInLicense'],
  ['redshift', 'GetClusterCredentials'],
  ['athena', 'StartQueryExecution'],
])('%s %s is a write', (service, operation) => {
  expect(accessOf(service, operation)).toBe('write');
});

test.each(['Listen', 'Getaway', 'Headline', 'describeinstances', 'Scanner', 'Checkout', '', 'Frobnicate'])(
  'what is not known to read is a write: %s',
  (operation) => {
    expect(accessOf('ec2', operation)).toBe('write');
  },
);
