import { compliant, nonCompliant, type Evaluation, type Snapshot } from '@trueup/core';
import { securityGroupRules, type SecurityGroupRule } from '../security-group-rule.ts';

const SSH = 22;
const ANYWHERE = ['0.0.0.0/0', '::/0'];

export function check(snapshot: Snapshot): Evaluation {
  const open = securityGroupRules(snapshot.configuration).filter(opensSsh);
  if (open.length === 0) return compliant;
  const rules = open.map((rule) => `${rule.SecurityGroupRuleId} (${rule.CidrIpv4 ?? rule.CidrIpv6})`);
  return nonCompliant(`TCP port 22 is open to the internet by ${rules.join(', ')}.`);
}

/** An inbound rule that lets every IPv4 or every IPv6 address reach TCP port 22. */
export function opensSsh(rule: SecurityGroupRule): boolean {
  const fromAnywhere = ANYWHERE.includes(rule.CidrIpv4 ?? rule.CidrIpv6 ?? '');
  return !rule.IsEgress && fromAnywhere && reachesSsh(rule);
}

function reachesSsh({ IpProtocol, FromPort, ToPort }: SecurityGroupRule): boolean {
  if (IpProtocol === '-1') return true;
  const tcp = IpProtocol === 'tcp' || IpProtocol === '6';
  return tcp && FromPort !== undefined && ToPort !== undefined && FromPort <= SSH && SSH <= ToPort;
}
