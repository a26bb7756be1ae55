import { ACCOUNTS, REGIONS } from './organization.ts';

/** One line of a list of the policy. JSON is YAML too. */
export type PolicyLine = Readonly<Record<string, unknown>>;

export interface PolicyParts {
  readonly remediations: readonly PolicyLine[];
  /** Whole sections beside it. */
  readonly sections?: Readonly<Record<string, unknown>>;
}

/** What may interrupt or replace something asks for approval; the rest runs by itself. The override is recorded. */
export const OWNERS_LINES: readonly PolicyLine[] = [
  { name: 'disruptive', controls: ['EC2.9', 'RDS.3', 'Trueup.IAM.1'], mode: 'approval' },
  {
    name: 'all-others',
    controls: ['*'],
    mode: 'automatic',
    override: 'The stand-in holds nothing that anyone needs.',
    concurrencyPercent: 100,
  },
];

/** A policy of the demo's organization. Without a line for a control its mode is manual. */
export function demoPolicy({ remediations, sections = {} }: PolicyParts = { remediations: [] }): string {
  const list = (items: readonly PolicyLine[]): string[] => items.map((item) => `  - ${JSON.stringify(item)}`);
  return [
    'partition: aws',
    `regions: [${REGIONS.join(', ')}]`,
    'accounts:',
    ...list(ACCOUNTS.map(({ id, name }) => ({ id, name, role: 'TrueupMember' }))),
    ...(remediations.length > 0 ? ['remediations:', ...list(remediations)] : []),
    ...Object.entries(sections).map(([name, section]) => `${name}: ${JSON.stringify(section)}`),
    'parameters:',
    '  Trueup.Tags.1: { requiredTags: { owner: unassigned } }',
    '',
  ].join('\n');
}
