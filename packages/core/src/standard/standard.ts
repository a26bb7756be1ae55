import type { Partition, Region } from '../resource/resource.ts';

/** A published list of controls. Source of names and ARNs: the Security Hub guide, standards reference. */
export interface Standard {
  readonly id: StandardId;
  readonly title: string;
  /** Of its ARN and of the GeneratorId of its findings: `pci-dss/v/3.2.1`. */
  readonly path: string;
  /** ASFF Compliance.AssociatedStandards[].StandardsId. */
  readonly standardsId: string;
}

export const STANDARD_IDS = [
  'fsbp/1.0.0',
  'cis/1.2.0',
  'cis/1.4.0',
  'cis/3.0.0',
  'cis/5.0.0',
  'pci-dss/3.2.1',
  'nist-800-53/5.0.0',
] as const;
export type StandardId = (typeof STANDARD_IDS)[number];

const TITLES: Readonly<Record<StandardId, string>> = {
  'fsbp/1.0.0': 'AWS Foundational Security Best Practices v1.0.0',
  'cis/1.2.0': 'CIS AWS Foundations Benchmark v1.2.0',
  'cis/1.4.0': 'CIS AWS Foundations Benchmark v1.4.0',
  'cis/3.0.0': 'CIS AWS Foundations Benchmark v3.0.0',
  'cis/5.0.0': 'CIS AWS Foundations Benchmark v5.0.0',
  'pci-dss/3.2.1': 'PCI DSS v3.2.1',
  'nist-800-53/5.0.0': 'NIST SP 800-53 Rev. 5',
};

const NAMES: Readonly<Record<string, string>> = {
  fsbp: 'aws-foundational-security-best-practices',
  cis: 'cis-aws-foundations-benchmark',
};

export const STANDARDS: readonly Standard[] = STANDARD_IDS.map((id) => {
  const [short = id, version = ''] = id.split('/');
  const path = `${NAMES[short] ?? short}/v/${version}`;
  return { id, title: TITLES[id], path, standardsId: `${isRuleset(id) ? 'ruleset' : 'standards'}/${path}` };
});

/** CIS 1.2.0 alone is a ruleset, and its ARN names no region. */
function isRuleset(id: StandardId): boolean {
  return id === 'cis/1.2.0';
}

export function standardsArn(standard: Standard, where: { partition: Partition; region: Region }): string {
  const region = isRuleset(standard.id) ? '' : where.region;
  return `arn:${where.partition}:securityhub:${region}::${standard.standardsId}`;
}

/** By its id, path, StandardsId, StandardsArn or the ARN of a subscription to it. */
export function standardNamed(name: string): Standard | undefined {
  return STANDARDS.find(({ id, path }) => name === id || name === path || name.endsWith(`/${path}`));
}
