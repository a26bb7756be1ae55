import { expect, test } from 'vitest';
import { catalogue } from '../catalogue.ts';
import { PROWLER_CHECKS } from './prowler-checks.ts';

test('every name has the form of a check, and every control that of a control', () => {
  for (const [check, control] of PROWLER_CHECKS) {
    expect(check).toMatch(/^[a-z0-9]+(?:_[a-z0-9]+)+$/);
    expect(control).toMatch(/^[A-Z][A-Za-z0-9]+\.\d+$/);
  }
});

test('Prowler checks what every control of Security Hub in the library is about', () => {
  const mapped = new Set(PROWLER_CHECKS.values());
  // Prowler has a check for each rule of a password policy, and none for them together, which is IAM.7.
  const controls = catalogue
    .map(({ control }) => control.id)
    .filter((id) => !id.startsWith('Trueup.') && id !== 'IAM.7');
  expect(controls.filter((id) => !mapped.has(id))).toEqual([]);
});

test.each([
  ['s3_bucket_level_public_access_block', 'S3.8'],
  ['ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22', 'EC2.13'],
  ['iam_password_policy_uppercase', 'IAM.11'],
  ['cloudwatch_log_metric_filter_root_usage', 'CloudWatch.1'],
  ['ec2_instance_older_than_specific_days', undefined],
])('%s is about %s', (check, control) => {
  expect(PROWLER_CHECKS.get(check)).toBe(control);
});
