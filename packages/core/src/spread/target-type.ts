/** How a resource of a type is written in ARNs and in the filters of the tagging API: `service` or `service:type`. */
const ARN_TYPES: Readonly<Record<string, string>> = {
  'AWS::AutoScaling::AutoScalingGroup': 'autoscaling:autoScalingGroup',
  'AWS::CloudFormation::Stack': 'cloudformation:stack',
  'AWS::CloudTrail::Trail': 'cloudtrail:trail',
  'AWS::DynamoDB::Table': 'dynamodb:table',
  'AWS::EC2::EIP': 'ec2:elastic-ip',
  'AWS::EC2::Image': 'ec2:image',
  'AWS::EC2::Instance': 'ec2:instance',
  'AWS::EC2::InternetGateway': 'ec2:internet-gateway',
  'AWS::EC2::LaunchTemplate': 'ec2:launch-template',
  'AWS::EC2::NatGateway': 'ec2:natgateway',
  'AWS::EC2::NetworkAcl': 'ec2:network-acl',
  'AWS::EC2::NetworkInterface': 'ec2:network-interface',
  'AWS::EC2::RouteTable': 'ec2:route-table',
  'AWS::EC2::SecurityGroup': 'ec2:security-group',
  'AWS::EC2::Snapshot': 'ec2:snapshot',
  'AWS::EC2::Subnet': 'ec2:subnet',
  'AWS::EC2::TransitGateway': 'ec2:transit-gateway',
  'AWS::EC2::VPC': 'ec2:vpc',
  'AWS::EC2::Volume': 'ec2:volume',
  'AWS::ECS::Cluster': 'ecs:cluster',
  'AWS::EFS::FileSystem': 'elasticfilesystem:file-system',
  'AWS::EKS::Cluster': 'eks:cluster',
  'AWS::IAM::Role': 'iam:role',
  'AWS::IAM::User': 'iam:user',
  'AWS::KMS::Key': 'kms:key',
  'AWS::Lambda::Function': 'lambda:function',
  'AWS::Logs::LogGroup': 'logs:log-group',
  'AWS::RDS::DBCluster': 'rds:cluster',
  'AWS::RDS::DBClusterSnapshot': 'rds:cluster-snapshot',
  'AWS::RDS::DBInstance': 'rds:db',
  'AWS::RDS::DBSnapshot': 'rds:snapshot',
  'AWS::Redshift::Cluster': 'redshift:cluster',
  'AWS::S3::Bucket': 's3',
  'AWS::SNS::Topic': 'sns',
  'AWS::SQS::Queue': 'sqs',
  'AWS::SSM::ManagedInstance': 'ssm:managed-instance',
  'AWS::SecretsManager::Secret': 'secretsmanager:secret',
  'AWS::StepFunctions::StateMachine': 'states:stateMachine',
};

/** Services whose API calls take the whole ARN where others take an id. */
const NAMED_BY_ARN = ['acm', 'cloudformation', 'elasticloadbalancing', 'secretsmanager', 'sns', 'states'];

/** `/AWS::EC2::Instance` as a type; undefined for `/` and nothing, which mean any (automation-documents, 5.1). */
export function typeOfTarget(targetType: string | undefined): string | undefined {
  const type = targetType?.replace(/^\//, '');
  return type === undefined || type === '' ? undefined : type;
}

/** A type as the tagging API filters by it. Undefined: the type is not known here. */
export function arnTypeOf(type: string): string | undefined {
  return ARN_TYPES[type];
}

/** Types that tags can choose. */
export const TAGGED_TYPES: readonly string[] = Object.keys(ARN_TYPES);

interface NamedByArn {
  /** As in `arnTypeOf`. */
  readonly arnType: string;
  /** What the service's own calls name it by. */
  readonly id: string;
}

/** Undefined: it is no ARN. */
export function namedByArn(arn: string): NamedByArn | undefined {
  const [, service, resource] = /^arn:[^:]+:([^:]+):[^:]*:[^:]*:(.+)$/.exec(arn) ?? [];
  if (service === undefined || resource === undefined) return undefined;
  const [, type, rest] = /^([^/:]+)[/:](.+)$/.exec(resource) ?? [];
  const id = rest === undefined ? resource : shortName(service, rest);
  return {
    arnType: type === undefined || service === 's3' ? service : `${service}:${type}`,
    id: NAMED_BY_ARN.includes(service) ? arn : id,
  };
}

function shortName(service: string, rest: string): string {
  switch (service) {
    // A role's path is no part of its name.
    case 'iam':
      return rest.slice(rest.lastIndexOf('/') + 1);
    case 'autoscaling':
      return /autoScalingGroupName\/(.+)$/.exec(rest)?.[1] ?? rest;
    default:
      return rest;
  }
}
