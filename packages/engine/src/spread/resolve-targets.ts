import {
  arnTypeOf,
  MOST_CHILDREN,
  namedByArn,
  TAGGED_TYPES,
  TARGETED_INSTANCE_STATES,
  typeOfTarget,
  type DoorSession,
  type JsonObject,
  type PermissionStatement,
  type Spread,
} from '@trueup/core';
import { readAll, unread, type ReadAll } from './read-all.ts';

export type ResolvedTargets =
  { readonly kind: 'values'; readonly values: readonly string[] } | Extract<ReadAll, { kind: 'unread' }>;

/** What resolving a spread calls. AWS reads the members of a group on the caller's behalf. */
export const RESOLVING: readonly PermissionStatement[] = [
  {
    Action: [
      'cloudformation:DescribeStacks',
      'cloudformation:ListStackResources',
      'ec2:DescribeInstances',
      'organizations:ListAccountsForParent',
      'organizations:ListOrganizationalUnitsForParent',
      'resource-groups:ListGroupResources',
      'tag:GetResources',
    ],
    Resource: '*',
  },
];

const INSTANCE = 'AWS::EC2::Instance';
/** Values of one tag that GetResources takes. */
const MOST_TAG_VALUES = 20;

/**
 * Asks AWS for the targets that a spread names by a tag, a group or `*` (automation-documents, 5.1). The session is
 * open in the account and region whose resources they are. Ids come as the services' own calls take them.
 */
export async function resolveTargets(
  session: DoorSession,
  targetType: string | undefined,
  targets: NonNullable<Spread['targets']>,
): Promise<ResolvedTargets> {
  const [target] = targets;
  const type = typeOfTarget(targetType);
  if (!target) return unread('there are no targets to resolve');
  if (target.Key.startsWith('tag:')) return tagged(session, type, target.Key.slice('tag:'.length), target.Values);
  if (target.Key === 'ResourceGroup') return groupMembers(session, type, target.Values[0] ?? '');
  if (target.Key === INSTANCE || target.Key === 'InstanceIds') return instances(session, type);
  return unread(`targets of key ${target.Key} are not read from AWS`);
}

async function tagged(
  session: DoorSession,
  type: string | undefined,
  key: string,
  values: readonly string[],
): Promise<ResolvedTargets> {
  const arnType = type === undefined ? undefined : arnTypeOf(type);
  if (type !== undefined && arnType === undefined) {
    return unread(
      `tags do not choose resources of type ${type}: use a ResourceGroup. Known: ${TAGGED_TYPES.join(', ')}`,
    );
  }
  const arns: string[] = [];
  for (let from = 0; from < values.length; from += MOST_TAG_VALUES) {
    const TagFilters = [{ Key: key, Values: values.slice(from, from + MOST_TAG_VALUES) }];
    const filter = arnType === undefined ? {} : { ResourceTypeFilters: [arnType] };
    const call = {
      service: 'resourcegroupstaggingapi',
      operation: 'GetResources',
      parameters: { TagFilters, ...filter },
    };
    const read = await readAll(
      session,
      { call, list: 'ResourceTagMappingList', token: 'PaginationToken' },
      MOST_CHILDREN,
    );
    if (read.kind === 'unread') return read;
    arns.push(...read.items.map((item) => text(item, 'ResourceARN')));
  }
  return namesOf(arns, arnType);
}

async function groupMembers(session: DoorSession, type: string | undefined, group: string): Promise<ResolvedTargets> {
  const filter = type === undefined ? {} : { Filters: [{ Name: 'resource-type', Values: [type] }] };
  const call = {
    service: 'resource-groups',
    operation: 'ListGroupResources',
    parameters: { Group: group, ...filter },
  };
  const read = await readAll(session, { call, list: 'Resources', token: 'NextToken' }, MOST_CHILDREN);
  if (read.kind === 'unread') return read;
  const members = read.items.map(({ Identifier }) => (Identifier ?? {}) as JsonObject);
  const wanted = members.filter((member) => type === undefined || member['ResourceType'] === type);
  return namesOf(wanted.map((member) => text(member, 'ResourceArn')));
}

async function instances(session: DoorSession, type: string | undefined): Promise<ResolvedTargets> {
  if (type !== undefined && type !== INSTANCE) {
    return unread(`the targets are all instances, but the document is for resources of type ${type}`);
  }
  const Filters = [{ Name: 'instance-state-name', Values: TARGETED_INSTANCE_STATES }];
  const call = { service: 'ec2', operation: 'DescribeInstances', parameters: { Filters } };
  const read = await readAll(session, { call, list: 'Reservations', token: 'NextToken' }, MOST_CHILDREN);
  if (read.kind === 'unread') return read;
  const found = read.items.flatMap(({ Instances }) => (Instances ?? []) as readonly JsonObject[]);
  return { kind: 'values', values: sorted(found.map((instance) => text(instance, 'InstanceId'))) };
}

/** A resource that cannot be named is not left out: half of what was asked for is not what was asked for. */
function namesOf(arns: readonly string[], arnType?: string): ResolvedTargets {
  const named = arns.map((arn) => ({ arn, name: namedByArn(arn) }));
  const strange = named.find(({ name }) => name === undefined);
  if (strange) return unread(`'${strange.arn}' is not an ARN`);
  const wanted = named.flatMap(({ name }) => (name && (arnType ?? name.arnType) === name.arnType ? [name.id] : []));
  return { kind: 'values', values: sorted(wanted) };
}

/** AWS lists in no order; this one is the same every time. */
const sorted = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

function text(item: JsonObject, member: string): string {
  const value = item[member];
  return typeof value === 'string' ? value : '';
}
