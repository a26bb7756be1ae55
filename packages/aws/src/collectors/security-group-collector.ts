import { arn, type ApiCall, type JsonObject, type Scope } from '@trueup/core';
import { CHUNK, type Collector, type Found, type PartReading } from './collector.ts';
import { listMember, pickMembers, pickObject, sortedBy, textMember } from './members.ts';
import { listPages, NEXT_TOKEN, readList } from './read-pages.ts';
import { fromEntry, lookUp } from './read-part.ts';
import type { Reads } from './reads.ts';
import { tags } from './tags.ts';

const GROUP_MEMBERS = ['GroupId', 'GroupName', 'VpcId', 'Description'];
const RULE_MEMBERS = [
  'SecurityGroupRuleId',
  'IsEgress',
  'IpProtocol',
  'FromPort',
  'ToPort',
  'CidrIpv4',
  'CidrIpv6',
  'PrefixListId',
  'Description',
];
/** PeeringStatus is left out: it moves when the other side of the peering does. */
const REFERENCE_MEMBERS = ['GroupId', 'UserId', 'VpcId', 'VpcPeeringConnectionId'];
const RULES_PAGE = 1_000;

export const securityGroupCollector: Collector = {
  type: 'AWS::EC2::SecurityGroup',
  scope: 'regional',
  actions: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSecurityGroupRules'],
  parts: {
    SecurityGroup: fromEntry((entry) => entry),
    SecurityGroupRules: readRules,
  },
  list: (reads) =>
    listPages(reads, describe({ MaxResults: CHUNK }), NEXT_TOKEN, (output) => groupsOf(output, reads.scope)),
  find: (reads, { id }) =>
    lookUp(reads, describe({ GroupIds: [id] }), ['InvalidGroup.NotFound'], (output) =>
      groupsOf(output, reads.scope).at(0),
    ),
};

function describe(parameters: JsonObject): ApiCall {
  return { service: 'ec2', operation: 'DescribeSecurityGroups', parameters };
}

/** A group that another account shares with this one is judged in its owner's account. */
function groupsOf(output: JsonObject, scope: Scope): Found[] {
  return listMember(output, 'SecurityGroups')
    .filter((group) => (group['OwnerId'] ?? scope.accountId) === scope.accountId)
    .map((group) => {
      const id = textMember(group, 'GroupId');
      return {
        id,
        arn: arn(`arn:${scope.partition}:ec2:${scope.region}:${scope.accountId}:security-group/${id}`),
        entry: { ...pickMembers(group, GROUP_MEMBERS), Tags: tags(group, 'Tags') },
      };
    });
}

/** The rules of a whole chunk of groups in one filtered list. A group without rules reads as an empty list. */
async function readRules(reads: Reads, found: readonly Found[]): Promise<readonly PartReading[]> {
  const call = {
    service: 'ec2',
    operation: 'DescribeSecurityGroupRules',
    parameters: { Filters: [{ Name: 'group-id', Values: found.map(({ id }) => id) }], MaxResults: RULES_PAGE },
  };
  const list = await readList(reads, call, NEXT_TOKEN, (output) => listMember(output, 'SecurityGroupRules'));
  if (list.kind !== 'read') return found.map(() => list);
  const byGroup = Map.groupBy(list.items, (rule) => textMember(rule, 'GroupId'));
  return found.map(({ id }) => ({
    kind: 'read',
    value: sortedBy((byGroup.get(id) ?? []).map(ruleOf), 'SecurityGroupRuleId'),
  }));
}

function ruleOf(rule: JsonObject): JsonObject {
  const ruleTags = tags(rule, 'Tags');
  return {
    ...pickMembers(rule, RULE_MEMBERS),
    ...pickObject(rule, 'ReferencedGroupInfo', REFERENCE_MEMBERS),
    ...(ruleTags.length > 0 ? { Tags: ruleTags } : {}),
  };
}
