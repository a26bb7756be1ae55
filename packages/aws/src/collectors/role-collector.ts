import { arn, type JsonObject } from '@trueup/core';
import { CHUNK, type Collector, type Found, type LookedUp, type PartReading } from './collector.ts';
import { mapInParallel } from './map-in-parallel.ts';
import { listMember, objectMember, pickMembers, sortedBy, textListMember, textMember } from './members.ts';
import { isAwsManaged, readManagedPolicy, type PolicyText } from './read-managed-policy.ts';
import { listPages, MARKER, readList, type ListReading } from './read-pages.ts';
import { forEach, fromEntry, lookUp } from './read-part.ts';
import { readTags } from './read-tags.ts';
import type { Reads } from './reads.ts';
import { orderedTags } from './tags.ts';
import { unreadCall } from './unread-call.ts';

const GONE = ['NoSuchEntity'];

/**
 * The list comes with each role's policies and tags (GetAccountAuthorizationDetails), so only the text of managed
 * policies takes further calls. Tags null: none. Service-linked roles are left out: only their service can change them.
 */
export const roleCollector: Collector = {
  type: 'AWS::IAM::Role',
  scope: 'global',
  actions: [
    'iam:GetAccountAuthorizationDetails',
    'iam:GetRole',
    'iam:ListAttachedRolePolicies',
    'iam:ListRolePolicies',
    'iam:GetRolePolicy',
    'iam:ListPolicyVersions',
    'iam:GetPolicyVersion',
    'iam:ListRoleTags',
  ],
  parts: {
    Role: fromEntry((entry) => pickMembers(entry, ['RoleName', 'Path', 'RoleId', 'AssumeRolePolicyDocument'])),
    AttachedPolicies: readAttachedPolicies,
    InlinePolicies: forEach(readInlinePolicies),
    Tags: forEach(readRoleTags),
  },
  list: (reads) =>
    listPages(
      reads,
      {
        service: 'iam',
        operation: 'GetAccountAuthorizationDetails',
        parameters: { Filter: ['Role'], MaxItems: CHUNK },
      },
      MARKER,
      (output) => listMember(output, 'RoleDetailList').flatMap((role) => roleOf(role) ?? []),
    ),
  find: findRole,
};

function findRole(reads: Reads, { id }: { readonly id: string }): Promise<LookedUp> {
  const call = { service: 'iam', operation: 'GetRole', parameters: { RoleName: id } };
  return lookUp(reads, call, GONE, (output) => roleOf(objectMember(output, 'Role')));
}

function roleOf(role: JsonObject): Found | undefined {
  if (textMember(role, 'Path').startsWith('/aws-service-role/')) return undefined;
  const entry = pickMembers(role, ['RoleName', 'Path', 'RoleId', 'RolePolicyList', 'AttachedManagedPolicies', 'Tags']);
  return {
    id: textMember(role, 'RoleName'),
    arn: arn(textMember(role, 'Arn')),
    entry: { ...entry, AssumeRolePolicyDocument: objectMember(role, 'AssumeRolePolicyDocument') },
  };
}

/** A managed policy is read once a chunk, however many of its roles it is attached to. */
async function readAttachedPolicies(reads: Reads, found: readonly Found[]): Promise<readonly PartReading[]> {
  const lists = await mapInParallel(found, (role) => attachedTo(reads, role));
  const attached = lists.flatMap((list) => (list.kind === 'read' ? list.items : []));
  const own = [...new Set(attached.map(arnOf))].filter((policy) => !isAwsManaged(policy));
  const texts = new Map(
    await mapInParallel(own, async (policy) => [policy, await readManagedPolicy(reads, policy)] as const),
  );
  return lists.map((list) => (list.kind === 'read' ? withTexts(list.items, texts) : list));
}

async function attachedTo(reads: Reads, { id, entry }: Found): Promise<ListReading<JsonObject>> {
  if (entry['AttachedManagedPolicies'] !== undefined) {
    return { kind: 'read', items: listMember(entry, 'AttachedManagedPolicies') };
  }
  const call = { service: 'iam', operation: 'ListAttachedRolePolicies', parameters: { RoleName: id } };
  return readList(reads, call, MARKER, (output) => listMember(output, 'AttachedPolicies'), GONE);
}

const arnOf = (policy: JsonObject): string => textMember(policy, 'PolicyArn');

function withTexts(attached: readonly JsonObject[], texts: ReadonlyMap<string, PolicyText>): PartReading {
  const policies: JsonObject[] = [];
  for (const policy of attached) {
    const text = texts.get(arnOf(policy));
    if (text?.kind === 'unread') return text;
    policies.push({ ...pickMembers(policy, ['PolicyArn', 'PolicyName']), ...text?.value });
  }
  return { kind: 'read', value: sortedBy(policies, 'PolicyArn') };
}

async function readInlinePolicies(reads: Reads, { id, entry }: Found): Promise<PartReading> {
  if (entry['RolePolicyList'] !== undefined) {
    return { kind: 'read', value: sortedBy(listMember(entry, 'RolePolicyList').map(inlinePolicy), 'PolicyName') };
  }
  const call = { service: 'iam', operation: 'ListRolePolicies', parameters: { RoleName: id } };
  const names = await readList(reads, call, MARKER, (output) => textListMember(output, 'PolicyNames'), GONE);
  if (names.kind !== 'read') return names;
  const policies: JsonObject[] = [];
  for (const PolicyName of names.items) {
    const asked = await reads.ask({
      service: 'iam',
      operation: 'GetRolePolicy',
      parameters: { RoleName: id, PolicyName },
    });
    if (asked.kind === 'failed') return unreadCall(asked);
    policies.push(inlinePolicy(asked.output));
  }
  return { kind: 'read', value: sortedBy(policies, 'PolicyName') };
}

/** GetRole leaves out the tags of a role that has none. What is left out proves nothing: then they are asked for. */
async function readRoleTags(reads: Reads, { id, entry }: Found): Promise<PartReading> {
  if (entry['Tags'] !== undefined) {
    const set = orderedTags(listMember(entry, 'Tags'));
    return { kind: 'read', value: set.length === 0 ? null : set };
  }
  const call = { service: 'iam', operation: 'ListRoleTags', parameters: { RoleName: id } };
  return readTags(reads, call, MARKER, GONE, (output) => listMember(output, 'Tags'));
}

function inlinePolicy(policy: JsonObject): JsonObject {
  return { PolicyName: textMember(policy, 'PolicyName'), Document: objectMember(policy, 'PolicyDocument') };
}
