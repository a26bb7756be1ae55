import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { inspectorInstant } from './inspector-instant.ts';
import { ACCOUNT, serviceEvent } from './testing/scripted-events.ts';
import { taken } from './testing/taken.ts';

const FINDING = `arn:aws:inspector2:eu-west-1:${ACCOUNT}:finding/f1`;
const INSPECTOR: JsonObject = {
  awsAccountId: ACCOUNT,
  description: 'A flaw of the kernel.',
  exploitAvailable: 'YES',
  epss: { score: 0.5 },
  findingArn: FINDING,
  firstObservedAt: 'Wed Sep 04 16:59:44.356 UTC 2024',
  fixAvailable: 'YES',
  inspectorScore: 7.8,
  lastObservedAt: 'Thu Sep 05 16:59:44.356 UTC 2024',
  packageVulnerabilityDetails: {
    cvss: [{ baseScore: 7.8, scoringVector: 'CVSS:3.1/AV:L', source: 'NVD', version: '3.1' }],
    referenceUrls: ['https://example.com/a'],
    relatedVulnerabilities: [],
    source: 'NVD',
    sourceUrl: 'https://nvd.nist.gov/vuln/detail/CVE-2022-34918',
    vendorCreatedAt: 'Mon Jul 04 21:15:00.000 UTC 2022',
    vendorSeverity: 'HIGH',
    vulnerabilityId: 'CVE-2022-34918',
    vulnerablePackages: [
      {
        arch: 'X86_64',
        epoch: 0,
        fixedInVersion: '0:5.10.130',
        name: 'kernel',
        packageManager: 'OS',
        release: '118',
        version: '5.10.118',
      },
    ],
  },
  remediation: { recommendation: { text: 'None Provided' } },
  resources: [
    {
      details: {
        awsEc2Instance: { imageId: 'ami-1', ipV4Addresses: ['10.0.0.1'], platform: 'AMAZON_LINUX_2', type: 't2.micro' },
      },
      id: 'i-1',
      partition: 'aws',
      region: 'eu-west-1',
      tags: { Name: 'one' },
      type: 'AWS_EC2_INSTANCE',
    },
  ],
  severity: 'HIGH',
  status: 'ACTIVE',
  title: 'CVE-2022-34918 - kernel',
  type: 'PACKAGE_VULNERABILITY',
  updatedAt: 'Thu Sep 05 16:59:44.356 UTC 2024',
};

describe('Inspector', () => {
  const given = (members: JsonObject = {}) =>
    taken(serviceEvent('aws.inspector2', 'Inspector2 Finding', { ...INSPECTOR, ...members }));

  test('a vulnerability is what Security Hub gets of it', () => {
    expect(given()).toMatchObject({
      Id: FINDING,
      ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/inspector',
      ProductName: 'Inspector',
      GeneratorId: 'AWSInspector',
      Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
      FirstObservedAt: '2024-09-04T16:59:44.356Z',
      LastObservedAt: '2024-09-05T16:59:44.356Z',
      CreatedAt: '2024-09-04T16:59:44.356Z',
      UpdatedAt: '2024-09-05T16:59:44.356Z',
      Severity: { Label: 'HIGH', Normalized: 70 },
      Title: 'CVE-2022-34918 - kernel',
      Remediation: { Recommendation: { Text: 'None Provided' } },
      ProductFields: {
        'aws/inspector/FindingStatus': 'ACTIVE',
        'aws/inspector/inspectorScore': '7.8',
        'aws/inspector/instanceId': 'i-1',
        'aws/inspector/resources/1/resourceDetails/awsEc2InstanceDetails/platform': 'AMAZON_LINUX_2',
      },
      Resources: [
        {
          Type: 'AwsEc2Instance',
          Id: `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`,
          Tags: { Name: 'one' },
          Details: { AwsEc2Instance: { ImageId: 'ami-1', IpV4Addresses: ['10.0.0.1'], Type: 't2.micro' } },
        },
      ],
      Vulnerabilities: [
        {
          Id: 'CVE-2022-34918',
          VulnerablePackages: [
            {
              Name: 'kernel',
              Version: '5.10.118',
              Epoch: '0',
              Release: '118',
              Architecture: 'X86_64',
              FixedInVersion: '0:5.10.130',
            },
          ],
          Cvss: [{ Version: '3.1', BaseScore: 7.8, BaseVector: 'CVSS:3.1/AV:L', Source: 'NVD' }],
          Vendor: { Name: 'NVD', VendorSeverity: 'HIGH', VendorCreatedAt: '2022-07-04T21:15:00.000Z' },
          FixAvailable: 'YES',
          EpssScore: 0.5,
          ExploitAvailable: 'YES',
        },
      ],
      RecordState: 'ACTIVE',
    });
  });

  test.each([
    ['CLOSED', 'ARCHIVED', 'NEW'],
    ['SUPPRESSED', 'ACTIVE', 'SUPPRESSED'],
  ])('status %s makes it %s and %s', (status, RecordState, workflow) => {
    expect(given({ status })).toMatchObject({ RecordState, Workflow: { Status: workflow } });
  });

  test('a severity that is not triaged yet is informational', () => {
    expect(given({ severity: 'UNTRIAGED' }).Severity?.Label).toBe('INFORMATIONAL');
  });

  test.each([
    ['Wed Sep 04 16:59:44.356 UTC 2024', '2024-09-04T16:59:44.356Z'],
    ['Wed Sep 4 16:59:44 UTC 2024', '2024-09-04T16:59:44.000Z'],
    ['2024-09-04T16:59:44Z', '2024-09-04T16:59:44.000Z'],
    ['Wed Foo 04 16:59:44.356 UTC 2024', undefined],
    ['soon', undefined],
    [17, undefined],
  ])('the time %s is %s', (given_, expected) => {
    expect(inspectorInstant(given_)).toBe(expected);
  });
});
