/** Titles of the library's own controls. Those of Security Hub are its own. */
export const controls = {
  'control.CloudTrail.1':
    'CloudTrail should be enabled and configured with at least one multi-Region trail that includes read and write management events',
  'control.CloudTrail.4': 'CloudTrail log file validation should be enabled',
  'control.EC2.2': 'VPC default security groups should not allow inbound or outbound traffic',
  'control.EC2.7': 'EBS default encryption should be enabled',
  'control.EC2.9': 'Amazon EC2 instances should not have a public IPv4 address',
  'control.EC2.13': 'Security groups should not allow ingress from 0.0.0.0/0 or ::/0 to port 22',
  'control.IAM.7': 'Password policies for IAM users should have strong configurations',
  'control.KMS.4': 'AWS KMS key rotation should be enabled',
  'control.RDS.2':
    'RDS DB instances should prohibit public access, as determined by the PubliclyAccessible configuration',
  'control.RDS.3': 'RDS DB instances should have encryption at-rest enabled',
  'control.S3.8': 'S3 general purpose buckets should block public access',
  'control.S3.14': 'S3 general purpose buckets should have versioning enabled',
  'control.S3.17': 'S3 general purpose buckets should be encrypted at rest with AWS KMS keys',
  'control.Trueup.IAM.1': 'IAM roles should not have full access to S3',
  'control.Trueup.Tags.1': 'Resources should carry the tags that the policy requires',
} as const;
