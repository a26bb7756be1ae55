import type { JsonObject } from '../../value/json.ts';
import { objectIn, objectsIn, textIn, textsIn } from '../ocsf/members.ts';
import { changedAccount, changedResource, inHomeRegion, namedBy, placeIn, type Place } from './resource-names.ts';
import type { ChangedResource } from './service-event.ts';

/** A call as CloudTrail tells it. */
export interface Call {
  readonly name: string;
  readonly deleted: boolean;
  readonly place: Place;
  readonly request: JsonObject;
  readonly response: JsonObject;
  readonly detail: JsonObject;
}

interface ChangingCall {
  readonly names: RegExp;
  readonly resources: (call: Call) => readonly ChangedResource[];
}

/**
 * By CloudTrail's eventSource: the calls that can change what a control of the library looks at, and where each says on
 * what. Sources: the CloudTrail record contents reference and each service's page on logging calls with CloudTrail.
 * Left out: new versions of a managed policy, which do not say what roles have it.
 */
export const CHANGING_CALLS: Readonly<Record<string, readonly ChangingCall[]>> = {
  's3.amazonaws.com': [{ names: /^(?:Create|Put|Delete)Bucket/, resources: buckets }],
  'ec2.amazonaws.com': [
    { names: /^(?:Authorize|Revoke|Update|Modify|Create|Delete)SecurityGroup/, resources: groups },
    { names: /^(?:Run|Start|Stop|Terminate)Instances$/, resources: instances },
    { names: /^(?:Modify|Reset)Instance|^AssociateAddress$|IamInstanceProfile/, resources: instances },
    { names: /^(?:Create|Delete)Tags$/, resources: tagged },
    { names: /^(?:Enable|Disable)EbsEncryptionByDefault$/, resources: ({ place }) => [changedAccount(place)] },
  ],
  'kms.amazonaws.com': [
    {
      names: /^(?:CreateKey$|(?:Enable|Disable)Key|(?:Schedule|Cancel)KeyDeletion$|UpdatePrimary|(?:Unt|T)agResource$)/,
      resources: keys,
    },
  ],
  'rds.amazonaws.com': [
    {
      names: /^(?:Create|Modify|Delete|Restore|Start|Stop)DBInstance|^PromoteReadReplica$/,
      resources: databases,
    },
    {
      names: /^(?:AddTagsTo|RemoveTagsFrom)Resource$/,
      resources: (call) => ofArn(call, textIn(call.request, 'resourceName')),
    },
  ],
  'iam.amazonaws.com': [
    {
      names: /^(?:Update|Delete)AccountPasswordPolicy$/,
      resources: ({ place }) => [changedAccount(inHomeRegion(place))],
    },
    { names: /Role(?:Policy|Description|PermissionsBoundary)?$|^UpdateAssumeRolePolicy$/, resources: roles },
  ],
  'cloudtrail.amazonaws.com': [
    {
      names: /^(?:(?:Create|Update|Delete)Trail|(?:Start|Stop)Logging|PutEventSelectors|(?:Add|Remove)Tags)$/,
      resources: trails,
    },
  ],
  'tagging.amazonaws.com': [
    {
      names: /^(?:Tag|Untag)Resources$/,
      resources: (call) => textsIn(call.request, 'resourceARNList').flatMap((arn) => ofArn(call, arn)),
    },
  ],
};

function one({ place, deleted }: Call, type: string, name: string | undefined): readonly ChangedResource[] {
  return name === undefined ? [] : changedResource(place, { type, name, deleted });
}

function ofArn(call: Call, arn: string | undefined): readonly ChangedResource[] {
  const named = arn === undefined ? undefined : namedBy(arn);
  return one(call, named?.type ?? '', named && arn);
}

/** A bucket is made in the region of its constraint, whichever was asked. */
function buckets(call: Call): readonly ChangedResource[] {
  const constraint = textIn(objectIn(call.request, 'CreateBucketConfiguration'), 'LocationConstraint');
  const place = placeIn(call.place, undefined, constraint);
  // DeleteBucketPolicy and its like delete no bucket.
  return one(
    { ...call, place, deleted: call.name === 'DeleteBucket' },
    'AWS::S3::Bucket',
    textIn(call.request, 'bucketName'),
  );
}

const GROUP = 'AWS::EC2::SecurityGroup';
const INSTANCE = 'AWS::EC2::Instance';

function groups(call: Call): readonly ChangedResource[] {
  const { request, response } = call;
  const nested = textIn(objectIn(request, 'ModifySecurityGroupRulesRequest'), 'GroupId');
  // A default VPC's groups may be named by name; the rules that come back say which one it was.
  const [rule = {}] = objectsIn(objectIn(response, 'securityGroupRuleSet'), 'items');
  return one(
    call,
    GROUP,
    textIn(request, 'groupId') ?? nested ?? textIn(response, 'groupId') ?? textIn(rule, 'groupId'),
  );
}

function instances(call: Call): readonly ChangedResource[] {
  const { request, response, name } = call;
  const nested = textIn(objectIn(request, `${name}Request`), 'InstanceId');
  const single = textIn(request, 'instanceId') ?? nested;
  const listed = name === 'RunInstances' ? response : request;
  const ids = objectsIn(objectIn(listed, 'instancesSet'), 'items').flatMap((item) => textIn(item, 'instanceId') ?? []);
  return [...(single === undefined ? [] : [single]), ...ids].flatMap((id) => one(call, INSTANCE, id));
}

function tagged(call: Call): readonly ChangedResource[] {
  const live = { ...call, deleted: false };
  return objectsIn(objectIn(call.request, 'resourcesSet'), 'items').flatMap((item) => {
    const id = textIn(item, 'resourceId') ?? '';
    if (id.startsWith('sg-')) return one(live, GROUP, id);
    return id.startsWith('i-') ? one(live, INSTANCE, id) : [];
  });
}

/** The request may name an alias; the resources of the record are ARNs of keys. */
function keys(call: Call): readonly ChangedResource[] {
  const arn = objectsIn(call.detail, 'resources').flatMap((resource) => textIn(resource, 'ARN') ?? []);
  const made = textIn(objectIn(call.response, 'keyMetadata'), 'keyId');
  const asked = textIn(call.request, 'keyId');
  const named = arn.find((text) => namedBy(text)?.type === 'AWS::KMS::Key') ?? made ?? asked;
  return one(call, 'AWS::KMS::Key', named?.startsWith('alias/') === true ? undefined : named);
}

/** RDS keeps identifiers in lower case, however they are asked for. */
function databases(call: Call): readonly ChangedResource[] {
  const name = textIn(call.response, 'dBInstanceIdentifier') ?? textIn(call.request, 'dBInstanceIdentifier');
  return one(call, 'AWS::RDS::DBInstance', textIn(call.response, 'dBInstanceArn') ?? name?.toLowerCase());
}

function roles(call: Call): readonly ChangedResource[] {
  const made = textIn(objectIn(call.response, 'role'), 'arn');
  const deleted = call.name === 'DeleteRole';
  return one({ ...call, deleted }, 'AWS::IAM::Role', made ?? textIn(call.request, 'roleName'));
}

function trails(call: Call): readonly ChangedResource[] {
  const { request, response } = call;
  const named = textIn(request, 'name') ?? textIn(request, 'trailName') ?? textIn(request, 'resourceId');
  return one(call, 'AWS::CloudTrail::Trail', textIn(response, 'trailARN') ?? named);
}
