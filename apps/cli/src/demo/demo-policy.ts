import { ACCOUNTS, REGIONS } from './organization.ts';

/** What the demo's owner has settled: most repairs run by themselves, what may interrupt someone needs a second person. */
export function demoPolicy(): string {
  const accounts = ACCOUNTS.map(({ id, name }) => `  - { id: "${id}", name: ${name}, role: TrueupMember }`);
  return [
    'partition: aws',
    `regions: [${REGIONS.join(', ')}]`,
    'accounts:',
    ...accounts,
    'remediations:',
    '  - { controls: [EC2.9, RDS.3, Trueup.IAM.1], mode: approval }',
    '  - { controls: ["*"], mode: automatic }',
    'parameters:',
    '  Trueup.Tags.1: { requiredTags: { owner: unassigned } }',
    '',
  ].join('\n');
}
