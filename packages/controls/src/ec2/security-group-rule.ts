import type { JsonObject } from '@trueup/core';

export type Tag = { readonly Key: string; readonly Value: string };

/** One element of the part `SecurityGroupRules`, as DescribeSecurityGroupRules gives it. */
export type SecurityGroupRule = {
  readonly SecurityGroupRuleId: string;
  readonly IsEgress: boolean;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a protocol number, or `-1` for all. */
  readonly IpProtocol: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly CidrIpv4?: string;
  readonly CidrIpv6?: string;
  readonly PrefixListId?: string;
  readonly ReferencedGroupInfo?: { readonly GroupId: string; readonly UserId?: string };
  readonly Description?: string;
  readonly Tags?: readonly Tag[];
};

/** The rules in a configuration of a security group, in AWS's order. */
export function securityGroupRules(configuration: JsonObject): readonly SecurityGroupRule[] {
  return (configuration['SecurityGroupRules'] ?? []) as readonly SecurityGroupRule[];
}
