import { controlIdOf, STANDARDS, type Asff } from '@trueup/core';
import { expect, test } from 'vitest';
import { catalogue } from '../catalogue.ts';
import { securityHubControls } from '../generated/security-hub-controls.ts';
import { controlLookup } from './control-lookup.ts';
import { knownControls } from './known-controls.ts';
import type { PublishedControl } from './published-control.ts';

const lookup = controlLookup();
const library = catalogue.map(({ control }) => control);

test('the table has all controls once', () => {
  expect(securityHubControls).toHaveLength(215);
  expect(new Set(securityHubControls.map(({ id }) => id)).size).toBe(215);
});

test.each(securityHubControls)('$id says what is wrong, and with what', ({ title, resourceTypes }) => {
  expect(title).toMatch(/^[A-Z].*[^.)]$/);
  expect(resourceTypes.length).toBeGreaterThan(0);
  expect(resourceTypes.filter((type) => !/^AWS::\w*::\w+$/.test(type))).toEqual([]);
});

const published = library.flatMap((control) => securityHubControls.filter(({ id }) => id === control.id));
test.each(published)('the library says of $id what is published of it', (control) => {
  const { severity, standards, configRule, resourceTypes } = control;
  const own = library.find(({ id }) => id === control.id);
  expect(own).toMatchObject({ severity, standards, resourceTypes });
  expect(own?.configRule?.identifier).toBe(configRule?.identifier);
});

test('the library has four controls that are not in the table', () => {
  const others = library.filter(({ id }) => !published.some((control) => control.id === id));
  expect(others.map(({ id }) => id).toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
    'EC2.9',
    'RDS.3',
    'Trueup.IAM.1',
    'Trueup.Tags.1',
  ]);
  expect(knownControls).toHaveLength(219);
});

test('every control of table and library is known by its id, however it is written', () => {
  for (const id of [...securityHubControls, ...library].map((control) => control.id)) {
    expect([lookup.byId(id), lookup.byId(id.toUpperCase())]).toEqual([id, id]);
  }
});

const ruleOf = (control: PublishedControl | undefined): string | undefined =>
  control?.ruleName ?? control?.configRule?.identifier;
const named = securityHubControls.flatMap((control) =>
  [control.configRule?.name, control.configRule?.identifier, control.ruleName].flatMap((name) =>
    name === undefined ? [] : [{ name, rule: ruleOf(control) }],
  ),
);
test.each(named)('the rule $name finds a control that it evaluates, also as made by Security Hub', ({ name, rule }) => {
  const id = lookup.byConfigRule(name);
  expect(ruleOf(securityHubControls.find((control) => control.id === id))).toBe(rule);
  expect(lookup.byConfigRule(`securityhub-${name}-0a8001c1`)).toBe(id);
});

test.each<[rule: string, id: string | undefined]>([
  ['IAM_PASSWORD_POLICY', 'IAM.7'],
  ['iam-password-policy', 'IAM.7'],
  ['IAM_USER_UNUSED_CREDENTIALS_CHECK', 'IAM.8'],
  ['securityhub-iam-password-policy-number-check-a08618e1', 'IAM.14'],
  ['securityhub-iam-password-policy-recommended-defaults-6292aa18', 'IAM.7'],
  ['securityhub-iam-password-policy-symbol-check', 'IAM.13'],
  ['securityhub-restricted-ssh-1399bc40', 'EC2.13'],
  ['INCOMING_SSH_DISABLED', 'EC2.13'],
  ['securityhub-kms-cmk-not-scheduled-for-deletion-2-109ab27f', 'KMS.3'],
  ['securityhub-multi-region-cloud-trail-enabled-b8841665', 'CloudTrail.1'],
  ['securityhub-rds-storage-encrypted-1097c62a', 'RDS.3'],
  ['securityhub-sqs-queue-encrypted-76d45072', 'SQS.1'],
  ['securityhub-vpc-sg-restricted-common-ports-29874e97', 'EC2.19'],
  ['securityhub-ec2-instance-no-public-ip-00000000', 'EC2.9'],
  ['s3-bucket-versioning-enabled-conformance-pack-ab12cd34e', 'S3.14'],
  ['REQUIRED_TAGS', 'Trueup.Tags.1'],
  ['our-own-rule', undefined],
  ['', undefined],
  ['__proto__', undefined],
])('the rule %s is of %s', (rule, id) => {
  expect(lookup.byConfigRule(rule)).toBe(id);
});

test.each<[standard: string, requirement: string, id: string | undefined]>([
  ['cis-aws-foundations-benchmark/v/1.2.0', '4.1', 'EC2.13'],
  ['cis-aws-foundations-benchmark/v/1.2.0', '1.10', 'IAM.16'],
  ['cis-aws-foundations-benchmark/v/1.2.0', '1.13', 'IAM.9'],
  ['cis-aws-foundations-benchmark/v/1.4.0', '2.1.5.1', 'S3.1'],
  ['cis-aws-foundations-benchmark/v/1.4.0', '2.1.5', undefined],
  ['cis-aws-foundations-benchmark/v/1.4.0', '2.3.1', 'RDS.3'],
  ['cis-aws-foundations-benchmark/v/3.0.0', '2.1.4', undefined],
  ['aws-foundational-security-best-practices/v/1.0.0', 'S3.8', 'S3.8'],
  ['pci-dss/v/3.2.1', '1.2.1', undefined],
  ['nist-800-53/v/5.0.0', 'AC-3', undefined],
])('of %s, %s is checked by %s', (standard, requirement, id) => {
  expect(lookup.byRequirement(standard, requirement)).toBe(id);
});

test.each<[reporter: string, check: string, id: string | undefined]>([
  ['prowler', 's3_bucket_level_public_access_block', 'S3.8'],
  ['prowler', 'no_such_check', undefined],
  ['other', 's3_bucket_level_public_access_block', undefined],
])('of %s, the check %s is of %s', (reporter, check, id) => {
  expect(lookup.byReporterCheck(reporter, check)).toBe(id);
});

test('the requirements of the table are those that Security Hub named in generator ids', () => {
  const path = STANDARDS.find(({ id }) => id === 'cis/1.2.0')?.path ?? '';
  const numbers = Array.from({ length: 14 }, (_, index) => index + 1);
  const rules = numbers.map((number) => lookup.byRequirement(path, `3.${number}`));
  expect(new Set(rules)).toEqual(new Set(numbers.map((number) => `CloudWatch.${number}`)));
});

const asff: Asff = {
  SchemaVersion: '2018-10-08',
  Id: 'one',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
  GeneratorId: '',
  AwsAccountId: '111111111111',
  CreatedAt: '2026-01-01T00:00:00.000Z',
  UpdatedAt: '2026-01-01T00:00:00.000Z',
  Title: 'A fault',
  Description: 'It is wrong.',
  Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::logs' }],
};
test.each<[GeneratorId: string, id: string]>([
  ['security-control/Autoscaling.5', 'AutoScaling.5'],
  ['aws-foundational-security-best-practices/v/1.0.0/ELBv2.1', 'ELB.1'],
  ['arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0/rule/2.5', 'Config.1'],
  ['cis-aws-foundations-benchmark/v/1.4.0/4.10', 'CloudWatch.10'],
  ['pci-dss/v/3.2.1/PCI.EC2.5', 'EC2.13'],
  ['pci-dss/v/3.2.1/PCI.ES.1', 'ES.2'],
  ['prowler-s3_bucket_level_public_access_block', 'S3.8'],
])('a finding generated by %s is about %s', (GeneratorId, id) => {
  expect(controlIdOf({ ...asff, GeneratorId }, lookup)).toBe(id);
});
