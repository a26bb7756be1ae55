import { expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { readServiceEvent } from './read-service-event.ts';
import { ACCOUNT, apiCall, digest } from './testing/scripted-events.ts';

/** `type id region`, and the ARN where it is told. */
function changedBy(event: JsonObject): readonly string[] {
  const said = readServiceEvent(event, digest);
  if (said.kind !== 'changed') throw new Error(JSON.stringify(said));
  return said.resources.map(({ type, id, region, arn, deleted }) =>
    [type, id, region, arn ?? '-', ...(deleted ? ['deleted'] : [])].join(' '),
  );
}

const EC2 = `arn:aws:ec2:eu-west-1:${ACCOUNT}`;
const BUCKET = 'AWS::S3::Bucket shop eu-west-1 arn:aws:s3:::shop';
const GROUP = `AWS::EC2::SecurityGroup sg-1 eu-west-1 ${EC2}:security-group/sg-1`;
const INSTANCE = `AWS::EC2::Instance i-1 eu-west-1 ${EC2}:instance/i-1`;
const ACCOUNT_HERE = `AWS::::Account ${ACCOUNT} eu-west-1 arn:aws:iam::${ACCOUNT}:root`;
const ACCOUNT_HOME = `AWS::::Account ${ACCOUNT} us-east-1 arn:aws:iam::${ACCOUNT}:root`;
const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/k-1`;
const KEY = `AWS::KMS::Key k-1 eu-west-1 ${KEY_ARN}`;
const DATABASE = `AWS::RDS::DBInstance db-one eu-west-1 arn:aws:rds:eu-west-1:${ACCOUNT}:db:db-one`;
const TRAIL_ARN = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/all`;
const TRAIL = `AWS::CloudTrail::Trail all eu-west-1 ${TRAIL_ARN}`;
const ROLE = 'AWS::IAM::Role ops us-east-1 -';

const bucketName = 'shop';
const items = [{ resourceId: 'sg-1' }, { resourceId: 'i-1' }, { resourceId: 'vpc-1' }];
const instancesSet = { items: [{ instanceId: 'i-1' }] };

test.each<[string, string, JsonObject, JsonObject, readonly string[]]>([
  ['s3', 'PutBucketVersioning', { bucketName }, {}, [BUCKET]],
  ['s3', 'PutBucketPublicAccessBlock', { bucketName }, {}, [BUCKET]],
  ['s3', 'DeleteBucketEncryption', { bucketName }, {}, [BUCKET]],
  ['s3', 'DeleteBucket', { bucketName }, {}, [`${BUCKET} deleted`]],
  [
    's3',
    'CreateBucket',
    { bucketName, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } },
    {},
    ['AWS::S3::Bucket shop eu-central-1 arn:aws:s3:::shop'],
  ],
  ['ec2', 'AuthorizeSecurityGroupIngress', { groupId: 'sg-1', ipPermissions: { items: [] } }, {}, [GROUP]],
  [
    'ec2',
    'AuthorizeSecurityGroupIngress',
    { groupName: 'default' },
    { responseElements: { _return: true, securityGroupRuleSet: { items: [{ groupId: 'sg-1' }] } } },
    [GROUP],
  ],
  ['ec2', 'ModifySecurityGroupRules', { ModifySecurityGroupRulesRequest: { GroupId: 'sg-1' } }, {}, [GROUP]],
  ['ec2', 'CreateSecurityGroup', { groupName: 'x' }, { responseElements: { groupId: 'sg-1' } }, [GROUP]],
  ['ec2', 'DeleteSecurityGroup', { groupId: 'sg-1' }, {}, [`${GROUP} deleted`]],
  ['ec2', 'RunInstances', { instancesSet: {} }, { responseElements: { instancesSet } }, [INSTANCE]],
  ['ec2', 'TerminateInstances', { instancesSet }, {}, [`${INSTANCE} deleted`]],
  ['ec2', 'ModifyInstanceAttribute', { instanceId: 'i-1' }, {}, [INSTANCE]],
  [
    'ec2',
    'ModifyInstanceMetadataOptions',
    { ModifyInstanceMetadataOptionsRequest: { InstanceId: 'i-1' } },
    {},
    [INSTANCE],
  ],
  ['ec2', 'CreateTags', { resourcesSet: { items } }, {}, [GROUP, INSTANCE]],
  ['ec2', 'DeleteTags', { resourcesSet: { items } }, {}, [GROUP, INSTANCE]],
  ['ec2', 'DisableEbsEncryptionByDefault', { DisableEbsEncryptionByDefaultRequest: {} }, {}, [ACCOUNT_HERE]],
  ['kms', 'DisableKeyRotation', { keyId: 'k-1' }, {}, [KEY]],
  ['kms', 'EnableKeyRotation', { keyId: 'alias/x' }, { resources: [{ ARN: KEY_ARN, type: 'AWS::KMS::Key' }] }, [KEY]],
  ['kms', 'CreateKey', {}, { responseElements: { keyMetadata: { keyId: 'k-1' } } }, [KEY]],
  ['rds', 'ModifyDBInstance', { dBInstanceIdentifier: 'DB-One' }, {}, [DATABASE]],
  ['rds', 'DeleteDBInstance', { dBInstanceIdentifier: 'db-one' }, {}, [`${DATABASE} deleted`]],
  ['rds', 'RestoreDBInstanceFromDBSnapshot', { dBInstanceIdentifier: 'db-one' }, {}, [DATABASE]],
  ['rds', 'AddTagsToResource', { resourceName: `arn:aws:rds:eu-west-1:${ACCOUNT}:db:db-one` }, {}, [DATABASE]],
  ['iam', 'AttachRolePolicy', { roleName: 'ops', policyArn: 'arn:x' }, { awsRegion: 'us-east-1' }, [ROLE]],
  ['iam', 'DeleteRolePolicy', { roleName: 'ops', policyName: 'x' }, { awsRegion: 'us-east-1' }, [ROLE]],
  ['iam', 'UpdateAssumeRolePolicy', { roleName: 'ops' }, { awsRegion: 'us-east-1' }, [ROLE]],
  ['iam', 'DeleteRole', { roleName: 'ops' }, { awsRegion: 'us-east-1' }, [`${ROLE} deleted`]],
  [
    'iam',
    'CreateRole',
    { roleName: 'ops' },
    { responseElements: { role: { arn: `arn:aws:iam::${ACCOUNT}:role/team/ops` } } },
    [`AWS::IAM::Role ops us-east-1 arn:aws:iam::${ACCOUNT}:role/team/ops`],
  ],
  ['iam', 'UpdateAccountPasswordPolicy', { minimumPasswordLength: 8 }, {}, [ACCOUNT_HOME]],
  ['cloudtrail', 'StopLogging', { name: TRAIL_ARN }, {}, [TRAIL, ACCOUNT_HOME]],
  ['cloudtrail', 'UpdateTrail', { name: 'all' }, {}, [TRAIL, ACCOUNT_HOME]],
  ['cloudtrail', 'PutEventSelectors', { trailName: 'all' }, {}, [TRAIL, ACCOUNT_HOME]],
  ['cloudtrail', 'DeleteTrail', { name: 'all' }, {}, [`${TRAIL} deleted`, ACCOUNT_HOME]],
  ['tagging', 'TagResources', { resourceARNList: ['arn:aws:s3:::shop', 'arn:aws:sns:eu-west-1:1:x'] }, {}, [BUCKET]],
])('%s %s of %j changes what it names', (service, name, request, more, expected) => {
  expect(changedBy(apiCall(service, name, request, more))).toEqual(expected);
});

test.each<[string, JsonObject, string]>([
  ['a read', apiCall('s3', 'GetBucketVersioning', { bucketName }, { readOnly: true }), 'only reads'],
  ['a refused call', apiCall('s3', 'PutBucketVersioning', { bucketName }, { errorCode: 'AccessDenied' }), 'failed'],
  ['another service', apiCall('sns', 'CreateTopic', { name: 'x' }), 'no control looks'],
  ['another call', apiCall('ec2', 'CreateVpc', {}), 'no control looks'],
  ['a new version of a policy', apiCall('iam', 'CreatePolicyVersion', { policyArn: 'x' }), 'no control looks'],
  ['a call without a name', apiCall('ec2', 'ModifyInstanceAttribute', {}), 'names no resource'],
  ['a name with a line end', apiCall('s3', 'PutBucketTagging', { bucketName: 'a\nb' }), 'names no resource'],
  ['a key by its alias alone', apiCall('kms', 'EnableKey', { keyId: 'alias/x' }), 'names no resource'],
])('nothing follows from %s', (_, event, reason) => {
  expect(readServiceEvent(event, digest)).toEqual({ kind: 'nothing', reason: expect.stringContaining(reason) });
});

test('the account that the call was received in counts, not the one of the bus', () => {
  const said = readServiceEvent(
    apiCall('s3', 'PutBucketTagging', { bucketName }, { recipientAccountId: '444455556666' }),
    digest,
  );
  expect(said).toMatchObject({ kind: 'changed', resources: [{ accountId: '444455556666' }] });
});
