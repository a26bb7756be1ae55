import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { readAsff } from '../asff/read-asff.ts';
import { asffFromOcsf } from './asff-from-ocsf.ts';
import { COMPLIANCE, PROWLER } from './testing/events.ts';

const CONTEXT = { partition: 'aws', region: 'us-east-1' } as const;

function asffOf(event: JsonObject) {
  const mapping = asffFromOcsf(event, CONTEXT);
  if (mapping.kind === 'rejected') throw new Error(`${mapping.field} ${mapping.reason}`);
  return mapping.asff;
}

describe('Prowler', () => {
  test('a failed check reads as in Prowler’s own ASFF', () => {
    const asff = asffOf(PROWLER);
    expect(asff).toMatchObject({
      GeneratorId: 'prowler-ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22',
      ProductArn: 'arn:aws:securityhub:eu-west-1::product/prowler/prowler',
      AwsAccountId: '123456789012',
      AwsAccountName: 'shop',
      Region: 'eu-west-1',
      Title: 'Security groups do not allow ingress from the Internet to SSH port 22',
      Description: 'Security group default (sg-0a1) has SSH port 22 open to the Internet.',
      Types: ['Software and Configuration Checks'],
      Severity: { Label: 'HIGH', Normalized: 70 },
      Workflow: { Status: 'NEW' },
      RecordState: 'ACTIVE',
      Compliance: {
        Status: 'FAILED',
        RelatedRequirements: ['CIS-3.0 5.2', 'AWS-Foundational-Security-Best-Practices EC2.13'],
        AssociatedStandards: [{ StandardsId: 'CIS-3.0' }, { StandardsId: 'AWS-Foundational-Security-Best-Practices' }],
      },
      ProductFields: {
        ProviderName: 'Prowler',
        ProviderVersion: '5.4.0',
        ProwlerResourceName: 'arn:aws:ec2:eu-west-1:123456789012:security-group/sg-0a1',
        'prowler/status': 'FAIL',
      },
    });
    expect(asff.Note).toBeUndefined();
  });

  test('the resource keeps its tags, and its configuration as texts', () => {
    expect(asffOf(PROWLER).Resources).toEqual([
      {
        Type: 'AwsEc2SecurityGroup',
        Id: 'arn:aws:ec2:eu-west-1:123456789012:security-group/sg-0a1',
        Partition: 'aws',
        Region: 'eu-west-1',
        Tags: { Name: 'web', 'aws:cloudformation:stack-name': 'shop' },
        Details: { Other: { name: 'default', vpc_id: 'vpc-1', ingress_rules: '[{"FromPort":22}]' } },
      },
    ]);
  });

  test('its seconds count and not its local time', () => {
    expect(asffOf(PROWLER)).toMatchObject({
      CreatedAt: '2025-03-11T08:15:23.000Z',
      UpdatedAt: '2025-03-11T08:15:23.000Z',
    });
  });

  test.each([
    ['PASS', 1, 'PASSED', 'NEW'],
    ['FAIL', 1, 'FAILED', 'NEW'],
    ['MANUAL', 1, 'NOT_AVAILABLE', 'NEW'],
    ['FAIL', 3, 'FAILED', 'SUPPRESSED'],
    ['MUTED', 1, 'WARNING', 'SUPPRESSED'],
  ])('status %s with status_id %i is %s and %s', (status_code, status_id, compliance, workflow) => {
    const asff = asffOf({ ...PROWLER, status_code, status_id });
    expect([asff.Compliance?.Status, asff.Workflow?.Status]).toEqual([compliance, workflow]);
  });

  test('another cloud’s check is refused', () => {
    expect(asffFromOcsf({ ...PROWLER, cloud: { provider: 'azure' } }, CONTEXT)).toEqual({
      kind: 'rejected',
      field: 'cloud.provider',
      reason: 'must be AWS, and is azure',
    });
  });
});

describe('a third party', () => {
  test('an event of OCSF 1.1 with one resource and a status in words is read', () => {
    expect(asffOf(COMPLIANCE)).toEqual({
      SchemaVersion: '2018-10-08',
      Id: 'acme-17',
      ProductArn: 'arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/acme-posture-beta',
      ProductName: 'Acme Posture (beta)',
      CompanyName: 'Acme',
      GeneratorId: 'acme-posture-beta',
      AwsAccountId: '123456789012',
      Region: 'eu-west-1',
      CreatedAt: '2025-03-11T08:15:23.482Z',
      UpdatedAt: '2025-03-11T08:15:23.482Z',
      Title: 'Bucket is public',
      Description: 'Anyone may list it.',
      Types: ['Software and Configuration Checks'],
      Severity: { Label: 'MEDIUM', Normalized: 40 },
      RecordState: 'ACTIVE',
      Compliance: { Status: 'FAILED', SecurityControlId: 'S3.8', AssociatedStandards: [{ StandardsId: 'CIS' }] },
      Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::shop' }],
      ProductFields: { 'ocsf/class_uid': '2003', 'ocsf/version': '1.1.0' },
    });
  });

  test.each([
    [{ status_id: 1 }, 'PASSED'],
    [{ status_id: 2 }, 'WARNING'],
    [{ status_id: 3, status: 'Pass' }, 'FAILED'],
    [{ status_id: 0 }, 'NOT_AVAILABLE'],
    [{ status_id: 99, status: 'Skipped' }, 'NOT_AVAILABLE'],
    [{ status: 'pass' }, 'PASSED'],
    [{ control: 'S3.8' }, undefined],
  ])('compliance %j is %s', (compliance, status) => {
    expect(asffOf({ ...COMPLIANCE, compliance }).Compliance?.Status).toBe(status);
  });

  test.each([
    [
      { severity_id: 6, severity: 'Fatal' },
      { Label: 'CRITICAL', Normalized: 90, Original: 'Fatal' },
    ],
    [
      { severity_id: 99, severity: 'High' },
      { Label: 'HIGH', Normalized: 70 },
    ],
    [
      { severity_id: 0, severity: 'Unknown' },
      { Label: 'INFORMATIONAL', Normalized: 0 },
    ],
    [
      { severity_id: 1, severity: 'note' },
      { Label: 'INFORMATIONAL', Normalized: 0, Original: 'note' },
    ],
  ])('severity %j is %j', (severity, expected) => {
    expect(asffOf({ ...COMPLIANCE, ...severity }).Severity).toEqual(expected);
  });

  test.each([
    [{ status_id: 2 }, 'NOTIFIED', 'ACTIVE'],
    [{ status_id: 4, activity_id: 3 }, 'RESOLVED', 'ARCHIVED'],
    [{ status_id: 5 }, undefined, 'ARCHIVED'],
    [{ status_id: 6 }, undefined, 'ARCHIVED'],
    [{ status_id: 99, status: 'triage' }, undefined, 'ACTIVE'],
    [{ status: 'Suppressed' }, 'SUPPRESSED', 'ACTIVE'],
  ])('status %j is workflow %s and record %s', (status, workflow, record) => {
    const asff = asffOf({ ...COMPLIANCE, ...status });
    expect([asff.Workflow?.Status, asff.RecordState]).toEqual([workflow, record]);
  });

  test('a title and a description over ASFF’s limits are cut and kept in ProductFields', () => {
    const [title, desc] = ['t'.repeat(255) + '😀', 'd'.repeat(3000)];
    const asff = asffOf({ ...COMPLIANCE, finding_info: { uid: '1', title, desc } });
    expect(asff.Title).toBe(`${'t'.repeat(255)}…`);
    expect(asff.Description).toBe(`${'d'.repeat(1023)}…`);
    expect(asff.ProductFields).toMatchObject({ 'ocsf/title': title, 'ocsf/desc': `${'d'.repeat(2047)}…` });
  });

  test('an event without resources is about its account', () => {
    const { resource, ...event } = COMPLIANCE;
    expect(resource).toBeDefined();
    expect(asffOf(event).Resources).toEqual([{ Type: 'AwsAccount', Id: 'AWS::::Account:123456789012' }]);
  });

  test('vulnerabilities keep their packages and scores', () => {
    const vulnerability = {
      cve: { uid: 'CVE-2024-1', cvss: [{ base_score: 9.8, version: '3.1' }], epss: { score: '0.42' } },
      affected_packages: [{ name: 'openssl', version: '3.0.1', epoch: 1, fixed_in_version: '3.0.2' }],
      is_fix_available: true,
      is_exploit_available: false,
    };
    expect(asffOf({ ...COMPLIANCE, class_uid: 2002, vulnerabilities: [vulnerability] }).Vulnerabilities).toEqual([
      {
        Id: 'CVE-2024-1',
        VulnerablePackages: [{ Name: 'openssl', Version: '3.0.1', Epoch: '1', FixedInVersion: '3.0.2' }],
        Cvss: [{ Version: '3.1', BaseScore: 9.8 }],
        FixAvailable: 'YES',
        EpssScore: 0.42,
        ExploitAvailable: 'NO',
      },
    ]);
  });
});

test.each([
  [[], 'event'],
  [{ ...COMPLIANCE, class_uid: 2001 }, 'class_uid'],
  [{ ...COMPLIANCE, class_uid: 'toString' }, 'class_uid'],
  [{ ...COMPLIANCE, finding_info: { title: 'x' } }, 'finding_info.uid'],
  [{ ...COMPLIANCE, time: 'yesterday' }, 'time'],
  [{ ...COMPLIANCE, cloud: {}, resource: { uid: 'x' } }, 'cloud.account.uid'],
])('event %# is refused with the name of the member', (event, field) => {
  expect(asffFromOcsf(event, CONTEXT)).toMatchObject({ kind: 'rejected', field });
});

test.each([
  ['Prowler’s', PROWLER],
  ['a third party’s', COMPLIANCE],
])('%s event is valid ASFF', (_, event) => {
  expect(readAsff(asffOf(event), { now: '2025-04-01T00:00:00.000Z' })).toMatchObject({ kind: 'read' });
});

test('an event that names no account is about the one of its resource, or else the given one', () => {
  const owner = { account: { uid: '210987654321' } };
  expect(asffOf({ ...COMPLIANCE, cloud: {}, resource: { uid: 'x', owner } }).AwsAccountId).toBe('210987654321');
  const arn = 'arn:aws:sns:eu-west-1:111122223333:topic';
  expect(asffOf({ ...COMPLIANCE, cloud: {}, resource: { uid: arn } }).AwsAccountId).toBe('111122223333');
  const given = { ...CONTEXT, accountId: '444455556666' };
  expect(asffFromOcsf({ ...COMPLIANCE, cloud: {}, resource: { uid: 'x' } }, given)).toMatchObject({
    asff: { AwsAccountId: '444455556666' },
  });
});

test('an event of nothing but brackets is refused', () => {
  const data = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as JsonObject;
  const compliance = { CIS: data };
  expect(asffFromOcsf({ ...PROWLER, unmapped: { compliance } }, CONTEXT)).toMatchObject({
    kind: 'rejected',
    field: 'event',
  });
  expect(asffFromOcsf({ ...COMPLIANCE, resource: { uid: 'x', data } }, CONTEXT)).toMatchObject({ kind: 'rejected' });
});

test('no JSON value makes it throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom(...Object.keys(PROWLER)), (value, part, name) => {
      expect(() => asffFromOcsf(value, CONTEXT)).not.toThrow();
      expect(() => asffFromOcsf({ ...PROWLER, [name]: part }, CONTEXT)).not.toThrow();
      expect(() => asffFromOcsf({ ...COMPLIANCE, [name]: part }, CONTEXT)).not.toThrow();
    }),
  );
});
