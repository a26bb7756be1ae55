import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { ACCOUNT, serviceEvent } from './testing/scripted-events.ts';
import { taken } from './testing/taken.ts';

const DETECTOR = `arn:aws:guardduty:eu-west-1:${ACCOUNT}:detector/d4b0`;
const GUARD_DUTY: JsonObject = {
  schemaVersion: '2.0',
  accountId: ACCOUNT,
  region: 'eu-west-1',
  partition: 'aws',
  id: '46ba',
  arn: `${DETECTOR}/finding/46ba`,
  type: 'Trojan:EC2/DGADomainRequest.B',
  resource: {
    resourceType: 'Instance',
    instanceDetails: {
      instanceId: 'i-1',
      instanceType: 't3.medium',
      launchTime: '2025-05-01T00:00:00.000Z',
      imageId: 'ami-1',
      iamInstanceProfile: { arn: `arn:aws:iam::${ACCOUNT}:instance-profile/x`, id: 'AIPA' },
      networkInterfaces: [
        {
          privateIpAddress: '172.31.20.100',
          publicIp: '198.51.100.1',
          subnetId: 'subnet-1',
          vpcId: 'vpc-1',
          ipv6Addresses: [],
        },
      ],
      tags: [{ key: 'Environment', value: 'dev' }],
    },
  },
  service: {
    serviceName: 'guardduty',
    detectorId: 'd4b0',
    action: { actionType: 'DNS_REQUEST', dnsRequestAction: { domain: 'x.example', protocol: 'UDP', blocked: false } },
    resourceRole: 'TARGET',
    evidence: null,
    additionalInfo: { value: '{}', type: 'default' },
    eventFirstSeen: '2026-01-30T09:30:00.000Z',
    eventLastSeen: '2026-01-30T10:00:00.000Z',
    archived: false,
    count: 5,
  },
  severity: 8,
  createdAt: '2026-01-30T10:00:00.000Z',
  updatedAt: '2026-01-30T10:05:30.000Z',
  title: 'The EC2 instance i-1 queried a DGA domain name.',
  description: 'The EC2 instance i-1 is querying algorithmically generated domains.',
};

describe('GuardDuty', () => {
  const given = (members: JsonObject = {}) =>
    taken(serviceEvent('aws.guardduty', 'GuardDuty Finding', { ...GUARD_DUTY, ...members }));

  test('a finding is what Security Hub gets of it', () => {
    expect(given()).toEqual({
      SchemaVersion: '2018-10-08',
      Id: `${DETECTOR}/finding/46ba`,
      ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty',
      ProductName: 'GuardDuty',
      CompanyName: 'Amazon',
      Region: 'eu-west-1',
      GeneratorId: DETECTOR,
      AwsAccountId: ACCOUNT,
      Types: ['TTPs/Command and Control/Trojan:EC2-DGADomainRequest.B'],
      FirstObservedAt: '2026-01-30T09:30:00.000Z',
      LastObservedAt: '2026-01-30T10:00:00.000Z',
      CreatedAt: '2026-01-30T10:00:00.000Z',
      UpdatedAt: '2026-01-30T10:05:30.000Z',
      Severity: { Label: 'HIGH', Normalized: 70, Product: 8 },
      Title: 'The EC2 instance i-1 queried a DGA domain name.',
      Description: 'The EC2 instance i-1 is querying algorithmically generated domains.',
      SourceUrl:
        'https://eu-west-1.console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?macros=current&fId=46ba',
      ProductFields: {
        'aws/guardduty/service/serviceName': 'guardduty',
        'aws/guardduty/service/detectorId': 'd4b0',
        'aws/guardduty/service/action/actionType': 'DNS_REQUEST',
        'aws/guardduty/service/action/dnsRequestAction/domain': 'x.example',
        'aws/guardduty/service/action/dnsRequestAction/protocol': 'UDP',
        'aws/guardduty/service/action/dnsRequestAction/blocked': 'false',
        'aws/guardduty/service/resourceRole': 'TARGET',
        'aws/guardduty/service/additionalInfo/value': '{}',
        'aws/guardduty/service/additionalInfo/type': 'default',
        'aws/guardduty/service/eventFirstSeen': '2026-01-30T09:30:00.000Z',
        'aws/guardduty/service/eventLastSeen': '2026-01-30T10:00:00.000Z',
        'aws/guardduty/service/archived': 'false',
        'aws/guardduty/service/count': '5',
        'aws/securityhub/FindingId': `arn:aws:securityhub:eu-west-1::product/aws/guardduty/${DETECTOR}/finding/46ba`,
        'aws/securityhub/ProductName': 'GuardDuty',
        'aws/securityhub/CompanyName': 'Amazon',
      },
      Resources: [
        {
          Type: 'AwsEc2Instance',
          Id: `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`,
          Partition: 'aws',
          Region: 'eu-west-1',
          Tags: { Environment: 'dev' },
          Details: {
            AwsEc2Instance: {
              Type: 't3.medium',
              ImageId: 'ami-1',
              VpcId: 'vpc-1',
              SubnetId: 'subnet-1',
              IpV4Addresses: ['172.31.20.100', '198.51.100.1'],
              IamInstanceProfileArn: `arn:aws:iam::${ACCOUNT}:instance-profile/x`,
              LaunchedAt: '2025-05-01T00:00:00.000Z',
            },
          },
        },
      ],
      Action: { ActionType: 'DNS_REQUEST', DnsRequestAction: { Domain: 'x.example', Protocol: 'UDP', Blocked: false } },
      FindingProviderFields: {
        Severity: { Label: 'HIGH' },
        Types: ['TTPs/Command and Control/Trojan:EC2-DGADomainRequest.B'],
      },
      Workflow: { Status: 'NEW' },
      RecordState: 'ACTIVE',
    });
  });

  test.each([
    [1, 'LOW'],
    [3.9, 'LOW'],
    [4, 'MEDIUM'],
    [6.9, 'MEDIUM'],
    [7, 'HIGH'],
    [8.9, 'HIGH'],
    [9.5, 'CRITICAL'],
  ])('severity %d is %s', (severity, Label) => {
    expect(given({ severity }).Severity).toMatchObject({ Label, Product: severity });
  });

  test.each([
    ['UnauthorizedAccess:EC2/SSHBruteForce', 'TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce'],
    ['Recon:EC2/Portscan', 'TTPs/Discovery/Recon:EC2-Portscan'],
    ['Behavior:EC2/TrafficVolumeUnusual', 'Unusual Behaviors/VM/Behavior:EC2-TrafficVolumeUnusual'],
    ['Trojan:EC2/DNSDataExfiltration', 'Effects/Data Exfiltration/Trojan:EC2-DNSDataExfiltration'],
    ['Policy:IAMUser/RootCredentialUsage', 'TTPs/Policy:IAMUser-RootCredentialUsage'],
  ])('type %s is %s', (type, expected) => {
    expect(given({ type }).Types).toEqual([expected]);
  });

  test.each<[string, JsonObject, JsonObject]>([
    [
      'an access key',
      { accessKeyDetails: { accessKeyId: 'AKIA1', principalId: 'AIDA1', userName: 'ann', userType: 'IAMUser' } },
      { Type: 'AwsIamAccessKey', Id: 'AWS::IAM::AccessKey:AKIA1' },
    ],
    [
      'a bucket',
      { s3BucketDetails: [{ arn: 'arn:aws:s3:::b', name: 'b' }] },
      { Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::b' },
    ],
    ['a cluster', { eksClusterDetails: { arn: 'arn:aws:eks:x' } }, { Type: 'AwsEksCluster', Id: 'arn:aws:eks:x' }],
    ['something new', { resourceType: 'Spaceship' }, { Type: 'Other', Id: 'Spaceship' }],
  ])('the resource may be %s', (_, resource, expected) => {
    expect(given({ resource }).Resources).toMatchObject([expected]);
  });

  test('a call of AWS’s API is told as ASFF’s action, numbers as numbers', () => {
    const action = {
      actionType: 'AWS_API_CALL',
      awsApiCallAction: {
        api: 'GetDetector',
        serviceName: 'guardduty.amazonaws.com',
        callerType: 'Remote IP',
        affectedResources: { 'AWS::S3::Bucket': 'b' },
        remoteIpDetails: {
          ipAddressV4: '198.51.100.7',
          organization: { asn: '209', asnOrg: 'X', isp: 'X', org: 'X' },
          country: { countryName: 'Peru' },
          city: { cityName: '' },
          geoLocation: { lat: 1.5, lon: -2 },
        },
      },
    };
    expect(given({ service: { detectorId: 'd', action } }).Action).toEqual({
      ActionType: 'AWS_API_CALL',
      AwsApiCallAction: {
        Api: 'GetDetector',
        ServiceName: 'guardduty.amazonaws.com',
        CallerType: 'Remote IP',
        AffectedResources: { 'AWS::S3::Bucket': 'b' },
        RemoteIpDetails: {
          IpAddressV4: '198.51.100.7',
          Organization: { Asn: 209, AsnOrg: 'X', Isp: 'X', Org: 'X' },
          Country: { CountryName: 'Peru' },
          City: {},
          GeoLocation: { Lat: 1.5, Lon: -2 },
        },
      },
    });
  });

  test('a service with hundreds of members leaves the finding readable', () => {
    const service = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`m${index}`, 'x'.repeat(5_000)]));
    expect(Object.keys(given({ service }).ProductFields ?? {})).toHaveLength(48);
  });
});
