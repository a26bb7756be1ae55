import { KNOWN_AFTER_APPLY, type JsonObject } from '@trueup/core';
import type { SecurityGroupRule, Tag } from './security-group-rule.ts';

/** The protocols whose rules carry ports, or type and code. For others EC2 reports ports that it does not take back. */
const WITH_PORTS = new Set(['tcp', '6', 'udp', '17', 'icmp', '1', 'icmpv6', '58']);

/**
 * The members of one AuthorizeSecurityGroupIngress or …Egress request that makes revoked rules again.
 * A request gives all its rules the same tags, so only the tags that the rules have in common come back.
 */
export function authorizationOf(rules: readonly SecurityGroupRule[]): {
  readonly IpPermissions: readonly JsonObject[];
  readonly TagSpecifications: readonly JsonObject[];
} {
  const tags = commonTags(rules);
  return {
    IpPermissions: rules.map(ipPermission),
    TagSpecifications: tags.length === 0 ? [] : [{ ResourceType: 'security-group-rule', Tags: tags }],
  };
}

/** The revoked rules as they read once made again: with new ids, and with the tags they have in common. */
export function restoredRules(rules: readonly SecurityGroupRule[]): readonly JsonObject[] {
  const tags = commonTags(rules);
  return rules.map(({ Tags: _, ...rule }) => ({
    ...rule,
    SecurityGroupRuleId: KNOWN_AFTER_APPLY,
    ...(tags.length === 0 ? {} : { Tags: tags }),
  }));
}

function commonTags(rules: readonly SecurityGroupRule[]): readonly Tag[] {
  return (rules[0]?.Tags ?? []).filter((tag) =>
    rules.every((rule) => rule.Tags?.some((other) => other.Key === tag.Key && other.Value === tag.Value)),
  );
}

function ipPermission(rule: SecurityGroupRule): JsonObject {
  return {
    IpProtocol: rule.IpProtocol,
    ...(WITH_PORTS.has(rule.IpProtocol) ? { FromPort: rule.FromPort, ToPort: rule.ToPort } : {}),
    ...peers(rule),
  };
}

function peers(rule: SecurityGroupRule): JsonObject {
  const described = rule.Description === undefined ? {} : { Description: rule.Description };
  if (rule.CidrIpv4 !== undefined) return { IpRanges: [{ CidrIp: rule.CidrIpv4, ...described }] };
  if (rule.CidrIpv6 !== undefined) return { Ipv6Ranges: [{ CidrIpv6: rule.CidrIpv6, ...described }] };
  if (rule.PrefixListId !== undefined) {
    return { PrefixListIds: [{ PrefixListId: rule.PrefixListId, ...described }] };
  }
  const { GroupId, UserId } = rule.ReferencedGroupInfo ?? {};
  return { UserIdGroupPairs: [{ GroupId, ...(UserId === undefined ? {} : { UserId }), ...described }] };
}
