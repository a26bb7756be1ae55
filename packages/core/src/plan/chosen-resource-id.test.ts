import { expect, test } from 'vitest';
import type { ResourceRef } from '../resource/resource.ts';
import type { JsonObject } from '../value/json.ts';
import { chosenResourceId, type ChosenResource } from './chosen-resource-id.ts';

const chosen = (type: string, arn: string, more: { details?: JsonObject; read?: JsonObject } = {}): ChosenResource => {
  const resource = {
    type,
    arn,
    id: 'x',
    accountId: '111122223333',
    region: 'eu-west-1',
    partition: 'aws',
  } as ResourceRef;
  return {
    resource,
    ...(more.details ? { reported: { Type: 'T', Id: arn, Details: more.details } } : {}),
    ...(more.read
      ? { snapshot: { resource, takenAt: '2026-01-01T00:00:00.000Z', configuration: more.read, unread: [] } }
      : {}),
  };
};

const ACCOUNT = '111122223333';
const of = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${rest}`;
const DB = of('rds', 'db:orders');

test.each([
  ['AWS::::Account', `arn:aws:iam::${ACCOUNT}:root`, ACCOUNT],
  ['AWS::S3::Bucket', 'arn:aws:s3:::logs.example', 'logs.example'],
  ['AWS::S3::Bucket', 'arn:aws-cn:s3:::logs', 'logs'],
  ['AWS::EC2::SecurityGroup', of('ec2', 'security-group/sg-0123456789abcdef0'), 'sg-0123456789abcdef0'],
  ['AWS::EC2::Instance', of('ec2', 'instance/i-0123456789abcdef0'), 'i-0123456789abcdef0'],
  ['AWS::KMS::Key', of('kms', 'key/mrk-0123'), 'mrk-0123'],
  ['AWS::Lambda::Function', of('lambda', 'function:orders'), 'orders'],
  ['AWS::Lambda::Function', of('lambda', 'function:orders:$LATEST'), 'orders'],
  ['AWS::DynamoDB::Table', of('dynamodb', 'table/orders'), 'orders'],
  ['AWS::SNS::Topic', of('sns', 'orders'), of('sns', 'orders')],
  [
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    of('elasticloadbalancing', 'loadbalancer/app/web/0123abcd'),
    of('elasticloadbalancing', 'loadbalancer/app/web/0123abcd'),
  ],
])('AWS Config knows %s of %s as %s', (type, arn, id) => {
  expect(chosenResourceId(chosen(type, arn))).toEqual({ kind: 'id', id });
});

test.each([
  ['a reading', { read: { DBInstance: { DbiResourceId: 'db-ABC123' } } }],
  [
    'both',
    {
      read: { DBInstance: { DbiResourceId: 'db-ABC123' } },
      details: { AwsRdsDbInstance: { DbiResourceId: 'db-ABC123' } },
    },
  ],
])('a database is known by its own id and not by its name, as %s says it', (_who, more) => {
  expect(chosenResourceId(chosen('AWS::RDS::DBInstance', DB, more))).toEqual({ kind: 'id', id: 'db-ABC123' });
});

test('a role is known by the id that was read', () => {
  const arn = 'arn:aws:iam::111122223333:role/deploy';
  const read = { Role: { RoleId: 'AROAEXAMPLE123456' } };
  expect(chosenResourceId(chosen('AWS::IAM::Role', arn, { read }))).toEqual({ kind: 'id', id: 'AROAEXAMPLE123456' });
});

test.each([
  ['AWS::RDS::DBInstance', 'AwsRdsDbInstance', 'DbiResourceId', 'db-ABC123'],
  ['AWS::IAM::User', 'AwsIamUser', 'UserId', 'AIDAEXAMPLE123456'],
  ['AWS::IAM::Role', 'AwsIamRole', 'RoleId', 'AROAEXAMPLE123456'],
  ['AWS::IAM::Policy', 'AwsIamPolicy', 'PolicyId', 'ANPAEXAMPLE123456'],
  ['AWS::IAM::Group', 'AwsIamGroup', 'GroupId', 'AGPAEXAMPLE123456'],
  ['AWS::RDS::DBCluster', 'AwsRdsDbCluster', 'DbClusterResourceId', 'cluster-ABC'],
])('an id of %s is not taken from the reporter alone: he could name another resource', (type, details, member, id) => {
  const arn = 'arn:aws:iam::111122223333:user/alice';
  expect(chosenResourceId(chosen(type, arn, { details: { [details]: { [member]: id } } }))).toMatchObject({
    kind: 'refused',
    problem: expect.stringContaining(`Resources[0].Details.${details}.${member}`) as string,
  });
});

test.each<[string, ChosenResource, string]>([
  [
    'a type that Config names in two ways',
    chosen('AWS::CloudTrail::Trail', of('cloudtrail', 'trail/main')),
    'not certain',
  ],
  ['a type that is not known', chosen('Other', 'arn:aws:foo:::bar'), 'not certain'],
  ['an ARN of another thing', chosen('AWS::S3::Bucket', of('ec2', 'instance/i-01234567')), 'is not the ARN'],
  ['a version of a function', chosen('AWS::Lambda::Function', of('lambda', 'function:orders:7')), 'is not the ARN'],
  ['a database that nobody has read', chosen('AWS::RDS::DBInstance', DB), 'no reading'],
  [
    'an id of another form',
    chosen('AWS::RDS::DBInstance', DB, { read: { DBInstance: { DbiResourceId: 'orders' } } }),
    'form',
  ],
  [
    'a database made anew under the old name',
    chosen('AWS::RDS::DBInstance', DB, {
      read: { DBInstance: { DbiResourceId: 'db-NEW' } },
      details: { AwsRdsDbInstance: { DbiResourceId: 'db-OLD' } },
    }),
    'db-NEW now',
  ],
])('%s is refused', (_case, given, said) => {
  expect(chosenResourceId(given)).toMatchObject({ kind: 'refused', problem: expect.stringContaining(said) as string });
});
