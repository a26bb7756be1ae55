import type { JsonObject, ResourceRef, Snapshot } from '@trueup/core';

const rule = (port: number, cidr: string): JsonObject => ({
  SecurityGroupRuleId: `sgr-${port}`,
  IsEgress: false,
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  CidrIpv4: cidr,
});

/** A compliant and a faulty snapshot of every type, with the parts that collectors read. */
const samples: Readonly<Record<string, readonly JsonObject[]>> = {
  'AWS::EC2::SecurityGroup': [
    {
      SecurityGroup: { GroupId: 'sg-1', GroupName: 'web', VpcId: 'vpc-1' },
      SecurityGroupRules: [rule(443, '0.0.0.0/0'), rule(22, '10.0.0.0/8')],
    },
    {
      SecurityGroup: { GroupId: 'sg-2', GroupName: 'default', VpcId: 'vpc-1' },
      SecurityGroupRules: [rule(22, '0.0.0.0/0')],
    },
  ],
  'AWS::EC2::Instance': [
    {
      Instance: { InstanceId: 'i-1', State: { Name: 'running' }, NetworkInterfaces: [] },
      Tags: [{ Key: 'owner', Value: 'web' }],
    },
    {
      Instance: {
        InstanceId: 'i-2',
        State: { Name: 'running' },
        PublicIpAddress: '198.51.100.7',
        NetworkInterfaces: [],
      },
      Tags: [],
    },
  ],
  'AWS::S3::Bucket': [
    {
      Bucket: { Name: 'a', Region: 'us-east-1' },
      PublicAccessBlock: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
      Encryption: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
      Versioning: { Status: 'Enabled' },
      Tags: [{ Key: 'owner', Value: 'web' }],
    },
    {
      Bucket: { Name: 'b', Region: 'us-east-1' },
      PublicAccessBlock: null,
      Encryption: null,
      Versioning: null,
      Tags: null,
    },
  ],
  'AWS::KMS::Key': [
    {
      Key: {
        KeyId: 'k-1',
        KeyManager: 'CUSTOMER',
        KeyState: 'Enabled',
        KeySpec: 'SYMMETRIC_DEFAULT',
        Origin: 'AWS_KMS',
        KeyUsage: 'ENCRYPT_DECRYPT',
      },
      Rotation: { KeyRotationEnabled: true },
    },
    {
      Key: {
        KeyId: 'k-2',
        KeyManager: 'CUSTOMER',
        KeyState: 'Enabled',
        KeySpec: 'SYMMETRIC_DEFAULT',
        Origin: 'AWS_KMS',
        KeyUsage: 'ENCRYPT_DECRYPT',
      },
      Rotation: { KeyRotationEnabled: false },
    },
  ],
  'AWS::CloudTrail::Trail': [
    { Trail: { Name: 't', LogFileValidationEnabled: true }, Status: { IsLogging: true } },
    { Trail: { Name: 't', LogFileValidationEnabled: false }, Status: { IsLogging: true } },
  ],
  'AWS::RDS::DBInstance': [
    {
      DBInstance: {
        DBInstanceIdentifier: 'd-1',
        StorageEncrypted: true,
        PubliclyAccessible: false,
        DBInstanceStatus: 'available',
      },
      Tags: [],
    },
    {
      DBInstance: {
        DBInstanceIdentifier: 'd-2',
        StorageEncrypted: false,
        PubliclyAccessible: true,
        DBInstanceStatus: 'available',
      },
      Tags: [],
    },
  ],
  'AWS::IAM::Role': [
    { Role: { RoleName: 'r', Path: '/' }, AttachedPolicies: [], InlinePolicies: [] },
    {
      Role: { RoleName: 'r', Path: '/' },
      AttachedPolicies: [],
      InlinePolicies: [
        { PolicyName: 'p', Document: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } },
      ],
    },
  ],
  'AWS::::Account': [
    {
      EbsEncryptionByDefault: { EbsEncryptionByDefault: true },
      PasswordPolicy: {
        MinimumPasswordLength: 14,
        RequireSymbols: true,
        RequireNumbers: true,
        RequireUppercaseCharacters: true,
        RequireLowercaseCharacters: true,
      },
      Trails: [],
    },
    { EbsEncryptionByDefault: { EbsEncryptionByDefault: false }, PasswordPolicy: null, Trails: [] },
  ],
};

export function sampleSnapshots(types: readonly string[]): Snapshot[] {
  return types.flatMap((type) => {
    const found = samples[type];
    if (!found) throw new Error(`no sample of ${type}`);
    return found.map((configuration, index) => ({
      resource: {
        arn: `arn:aws:x:us-east-1:111111111111:${type}/${index}`,
        type,
        id: String(index),
        accountId: '111111111111',
        region: 'us-east-1',
        partition: 'aws',
      } as ResourceRef,
      takenAt: '2026-01-01T00:00:00.000Z',
      configuration,
      unread: [],
    }));
  });
}
