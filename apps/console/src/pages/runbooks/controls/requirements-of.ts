import type { ControlSummary } from '@trueup/api-contract';

/** The standards that ask for a control, each with its requirements. Names as their publishers write them. */
export function requirementsOf({ id, standards }: Pick<ControlSummary, 'id' | 'standards'>): readonly string[] {
  const { fsbp, cis, pciDss321, nist80053r5 } = standards;
  const ofCis = [
    ['CIS AWS Foundations Benchmark v5.0.0', cis.v5_0],
    ['CIS AWS Foundations Benchmark v3.0.0', cis.v3_0],
    ['CIS AWS Foundations Benchmark v1.4.0', cis.v1_4],
    ['CIS AWS Foundations Benchmark v1.2.0', cis.v1_2],
  ] as const;
  return [
    ...(fsbp ? [`AWS Foundational Security Best Practices: ${id}`] : []),
    ...ofCis.flatMap(([name, requirement]) => (requirement === null ? [] : [`${name}: ${requirement}`])),
    ...(pciDss321.length === 0 ? [] : [`PCI DSS v3.2.1: ${pciDss321.join(', ')}`]),
    ...(nist80053r5.length === 0 ? [] : [`NIST SP 800-53 Rev. 5: ${nist80053r5.join(', ')}`]),
  ];
}
