import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Region } from '../resource/resource.ts';
import { associatedStandards, requirementsOf, type StandardControl } from './requirements-of.ts';
import { STANDARD_IDS, standardNamed, STANDARDS, standardsArn, type StandardId } from './standard.ts';

const where = { partition: 'aws', region: 'eu-west-1' as Region } as const;

test.each<[StandardId, standardsId: string, arn: string]>([
  [
    'fsbp/1.0.0',
    'standards/aws-foundational-security-best-practices/v/1.0.0',
    'arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0',
  ],
  [
    'cis/1.2.0',
    'ruleset/cis-aws-foundations-benchmark/v/1.2.0',
    'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0',
  ],
  [
    'cis/5.0.0',
    'standards/cis-aws-foundations-benchmark/v/5.0.0',
    'arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/5.0.0',
  ],
  ['pci-dss/3.2.1', 'standards/pci-dss/v/3.2.1', 'arn:aws:securityhub:eu-west-1::standards/pci-dss/v/3.2.1'],
  [
    'nist-800-53/5.0.0',
    'standards/nist-800-53/v/5.0.0',
    'arn:aws:securityhub:eu-west-1::standards/nist-800-53/v/5.0.0',
  ],
])('%s has the names of Security Hub', (id, standardsId, arn) => {
  const standard = standardNamed(id);
  expect(standard?.standardsId).toBe(standardsId);
  expect(standard && standardsArn(standard, where)).toBe(arn);
});

test('the page on standards has them all', () => {
  const page = readFileSync(new URL('../../../../docs/standards.md', import.meta.url), 'utf8');
  for (const { id, title, standardsId } of STANDARDS)
    expect(page).toContain(`| \`${id}\` | ${title} | \`${standardsId}\` |`);
});

test('a standard is found by each of its names', () => {
  for (const standard of STANDARDS) {
    const subscription = `arn:aws:securityhub:eu-west-1:111111111111:subscription/${standard.path}`;
    const arns = [standardsArn(standard, where), standardsArn(standard, { ...where, partition: 'aws-cn' })];
    const names = [standard.id, standard.path, standard.standardsId, subscription, ...arns];
    expect(names.map((name) => standardNamed(name)?.id)).toEqual(names.map(() => standard.id));
  }
});

test.each(['', 'fsbp', 'cis/1.2', 'standards/pci-dss/v/4.0.1', 'my-pci-dss/v/3.2.1', 'pci-dss/v/3.2.1/PCI.S3.1'])(
  'there is no standard %j',
  (name) => {
    expect(standardNamed(name)).toBeUndefined();
  },
);

const control: StandardControl = {
  id: 'S3.8',
  standards: {
    fsbp: true,
    cis: { v1_2: '2.6', v1_4: null, v3_0: '2.1.4', v5_0: null },
    pciDss321: ['1.2.1', '1.3.1'],
    nist80053r5: ['AC-3', 'AC-21'],
  },
};
const other: StandardControl = {
  id: 'Trueup.Tags.1',
  standards: { fsbp: false, cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null }, pciDss321: [], nist80053r5: [] },
};

test('a control checks what each standard numbers in its own way', () => {
  expect(STANDARD_IDS.map((id) => requirementsOf(control, id))).toEqual([
    ['S3.8'],
    ['2.6'],
    [],
    ['2.1.4'],
    [],
    ['1.2.1', '1.3.1'],
    ['AC-3', 'AC-21'],
  ]);
  expect(STANDARD_IDS.flatMap((id) => requirementsOf(other, id))).toEqual([]);
});

test('a finding names the requirements of the standards that are asked for, as Security Hub writes them', () => {
  expect(associatedStandards(control, ['nist-800-53/5.0.0', 'fsbp/1.0.0', 'cis/1.2.0', 'cis/1.4.0'])).toEqual({
    RelatedRequirements: ['CIS AWS Foundations Benchmark v1.2.0/2.6', 'NIST.800-53.r5 AC-3', 'NIST.800-53.r5 AC-21'],
    AssociatedStandards: [
      { StandardsId: 'standards/aws-foundational-security-best-practices/v/1.0.0' },
      { StandardsId: 'ruleset/cis-aws-foundations-benchmark/v/1.2.0' },
      { StandardsId: 'standards/nist-800-53/v/5.0.0' },
    ],
  });
});

test('a finding has no more requirements than ASFF allows', () => {
  const many = { ...control, standards: { ...control.standards, nist80053r5: Array.from({ length: 40 }, String) } };
  expect(associatedStandards(many, STANDARD_IDS).RelatedRequirements).toHaveLength(32);
});
