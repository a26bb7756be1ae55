import type { AsffResource } from '../finding/asff/asff.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Snapshot } from '../resource/snapshot.ts';
import { isJsonObject, type Json } from '../value/json.ts';

/** A resource, and all that is known of it. */
export interface ChosenResource {
  readonly resource: ResourceRef;
  /** As the reporter describes it, where it does. */
  readonly reported?: AsffResource;
  /** As it was read. */
  readonly snapshot?: Snapshot;
}

export type ChosenResourceId =
  { readonly kind: 'id'; readonly id: string } | { readonly kind: 'refused'; readonly problem: string };

/** Where the id of a type stands. `pattern` is what it looks like; its group is the id. */
type IdRule =
  | { readonly from: 'account' }
  | { readonly from: 'arn'; readonly pattern: RegExp }
  | {
      readonly from: 'member';
      readonly details: string;
      readonly part?: string;
      readonly member: string;
      readonly pattern: RegExp;
    };

const ofArn = (service: string, rest: string): IdRule => ({
  from: 'arn',
  pattern: new RegExp(`^arn:[a-z-]{3,20}:${service}:[a-z0-9-]{0,30}:(?:\\d{12})?:${rest}$`),
});
const ofEc2 = (resource: string, prefix: string): IdRule => ofArn('ec2', `${resource}/(${prefix}-[0-9a-f]{8,32})`);
const wholeArn = (service: string, rest: string): IdRule => ({
  from: 'arn',
  pattern: new RegExp(`^(arn:[a-z-]{3,20}:${service}:[a-z0-9-]{0,30}:\\d{12}:${rest})$`),
});
const ofMember = (details: string, member: string, pattern: RegExp, part?: string): IdRule => ({
  from: 'member',
  details,
  member,
  pattern,
  ...(part === undefined ? {} : { part }),
});
const iamId = (prefix: string): RegExp => new RegExp(`^(${prefix}[A-Z0-9]{12,124})$`);

/**
 * The resourceId that AWS Config gives to a resource of a type, which is what RESOURCE_ID stands for in a remediation
 * configuration. Often it is not the name: RDS and IAM have ids of their own that outlive no resource. Types whose id is
 * not certain, such as AWS::CloudTrail::Trail (name or ARN), are left out on purpose.
 * Source: AWS Config guide, the sample configuration items and the parameters of the AWSConfigRemediation documents.
 */
const RULES: ReadonlyMap<string, IdRule> = new Map([
  ['AWS::::Account', { from: 'account' }],
  ['AWS::S3::Bucket', ofArn('s3', '([A-Za-z0-9._-]{3,255})')],
  ['AWS::EC2::SecurityGroup', ofEc2('security-group', 'sg')],
  ['AWS::EC2::Instance', ofEc2('instance', 'i')],
  ['AWS::EC2::Volume', ofEc2('volume', 'vol')],
  ['AWS::EC2::VPC', ofEc2('vpc', 'vpc')],
  ['AWS::EC2::Subnet', ofEc2('subnet', 'subnet')],
  ['AWS::EC2::NetworkInterface', ofEc2('network-interface', 'eni')],
  ['AWS::EC2::NetworkAcl', ofEc2('network-acl', 'acl')],
  ['AWS::EC2::RouteTable', ofEc2('route-table', 'rtb')],
  ['AWS::KMS::Key', ofArn('kms', 'key/([A-Za-z0-9-]{1,128})')],
  ['AWS::Lambda::Function', ofArn('lambda', 'function:([A-Za-z0-9_-]{1,140})(?::\\$LATEST)?')],
  ['AWS::DynamoDB::Table', ofArn('dynamodb', 'table/([A-Za-z0-9_.-]{3,255})')],
  ['AWS::SNS::Topic', wholeArn('sns', '[A-Za-z0-9_.-]{1,261}')],
  [
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    wholeArn('elasticloadbalancing', 'loadbalancer/(?:app|net|gwy)/[A-Za-z0-9-]{1,32}/[0-9a-f]{1,32}'),
  ],
  ['AWS::RDS::DBInstance', ofMember('AwsRdsDbInstance', 'DbiResourceId', /^(db-[A-Z0-9]{1,124})$/, 'DBInstance')],
  ['AWS::RDS::DBCluster', ofMember('AwsRdsDbCluster', 'DbClusterResourceId', /^(cluster-[A-Z0-9]{1,124})$/)],
  ['AWS::IAM::User', ofMember('AwsIamUser', 'UserId', iamId('AIDA'))],
  ['AWS::IAM::Role', ofMember('AwsIamRole', 'RoleId', iamId('AROA'), 'Role')],
  ['AWS::IAM::Policy', ofMember('AwsIamPolicy', 'PolicyId', iamId('ANPA'))],
  ['AWS::IAM::Group', ofMember('AwsIamGroup', 'GroupId', iamId('AGPA'))],
] satisfies readonly (readonly [string, IdRule])[]);

/** RESOURCE_ID of one resource; refused where it is not certain. */
export function chosenResourceId(chosen: ChosenResource): ChosenResourceId {
  const { resource } = chosen;
  const rule = RULES.get(resource.type);
  if (!rule) {
    return refused(
      `the id that AWS Config gives to ${resource.type} is not certain: take the ARN, or name a path of the finding`,
    );
  }
  switch (rule.from) {
    case 'account':
      return { kind: 'id', id: resource.accountId };
    case 'arn': {
      const id = rule.pattern.exec(resource.arn)?.[1];
      return id === undefined ? refused(`${resource.arn} is not the ARN of ${resource.type}`) : { kind: 'id', id };
    }
    case 'member':
      return ofSeen(chosen, rule);
  }
}

/**
 * Only a reading tells it: by a reporter's word alone another resource could be named than the ARN that locks, limits and
 * exceptions look at. What was reported must be the same, since a resource made anew under the old name is another one.
 */
function ofSeen(
  { resource, reported, snapshot }: ChosenResource,
  { details, part, member, pattern }: Extract<IdRule, { from: 'member' }>,
): ChosenResourceId {
  const read = part === undefined ? undefined : memberOf(memberOf(snapshot?.configuration, part), member);
  const told = memberOf(memberOf(reported?.Details, details), member);
  if (read !== undefined && told !== undefined && read !== told) {
    return refused(`the finding is about ${member} ${String(told)}, but ${resource.arn} is ${String(read)} now`);
  }
  if (typeof read !== 'string') {
    return refused(
      `no reading says the ${member} of ${resource.arn}: where the reporter is to be believed, name the path ` +
        `Resources[0].Details.${details}.${member} of the finding`,
    );
  }
  const id = pattern.exec(read)?.[1];
  return id === undefined ? refused(`${member} of ${resource.arn} is not of the expected form`) : { kind: 'id', id };
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
  return value[name] ?? undefined;
}

const refused = (problem: string): ChosenResourceId => ({ kind: 'refused', problem });
