import { expect, test } from 'vitest';
import type { Asff } from './asff/asff.ts';
import { sampleAsff } from './asff/testing/sample-asff.ts';
import { CUSTOMER_FIELDS, type CustomerField } from './finding.ts';
import { mergeImport, newImport } from './merge-import.ts';

const NOW = '2026-02-01T00:00:00.000Z';
const RELATED = (Id: string) => [{ ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty', Id }];

/** What is stored, sent at the top, sent in FindingProviderFields, and set by a customer. */
const VALUES: Readonly<Record<CustomerField, readonly [old: unknown, top: unknown, fpf: unknown, customer: unknown]>> =
  {
    Confidence: [1, 2, 3, 4],
    Criticality: [10, 20, 30, 40],
    RelatedFindings: [RELATED('old'), RELATED('top'), RELATED('fpf'), RELATED('customer')],
    Severity: [{ Label: 'LOW' }, { Label: 'HIGH' }, { Label: 'CRITICAL' }, { Label: 'INFORMATIONAL' }],
    Types: [['old'], ['top'], ['fpf'], ['customer']],
  };

type Sent = 'FPF only' | 'top level only' | 'both';

function given(field: CustomerField, sent: Sent, [, top, fpf]: readonly unknown[]): Asff {
  const { Severity, ...rest } = sampleAsff();
  // Severity is required; with it the other fields are as they would be.
  const base = field === 'Severity' ? rest : { ...rest, Severity };
  return {
    ...base,
    ...(sent === 'FPF only' ? {} : { [field]: top }),
    ...(sent === 'top level only' ? {} : { FindingProviderFields: { [field]: fpf } }),
  } as Asff;
}

/** Severity.Normalized follows the label and is not what is asked here. */
const shown = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'Label' in value ? { Label: value.Label } : value;

// Findings, 4.1. Of each: what stands at the top level and in FindingProviderFields afterwards.
const TABLE: readonly [Sent, top: 'top' | 'fpf', provider: 'top' | 'fpf', kind: 'new' | 'existing'][] = [
  ['FPF only', 'fpf', 'fpf', 'new'],
  ['top level only', 'top', 'top', 'new'],
  ['both', 'fpf', 'fpf', 'new'],
  ['FPF only', 'fpf', 'fpf', 'existing'],
  ['top level only', 'top', 'top', 'existing'],
  ['both', 'top', 'fpf', 'existing'],
];
const ROWS = CUSTOMER_FIELDS.flatMap((field) => TABLE.map((row) => [field, ...row] as const));

test.each(ROWS)('%s sent as %s: the top level has that of %s, the provider fields of %s (%s)', (...row) => {
  const [field, sent, top, provider, kind] = row;
  const [old, ...values] = VALUES[field];
  const named = { top: values[0], fpf: values[1] };
  const incoming = given(field, sent, VALUES[field]);
  const stored = newImport({ ...sampleAsff(), [field]: old }, NOW);
  const after = kind === 'new' ? newImport(incoming, NOW) : mergeImport(stored, incoming, [], NOW);
  expect(shown(after[field])).toEqual(named[top]);
  expect(shown(after.FindingProviderFields?.[field])).toEqual(named[provider]);
});

test.each(
  CUSTOMER_FIELDS.flatMap((field) =>
    (['FPF only', 'top level only', 'both'] as const).map((sent) => [field, sent] as const),
  ),
)('%s that a customer set stays when a provider sends it as %s, and its own is kept beside it', (field, sent) => {
  const [old, top, fpf, customer] = VALUES[field];
  const imported = newImport({ ...sampleAsff(), [field]: old }, NOW);
  const stored = { ...imported, [field]: customer } as Asff;
  const after = mergeImport(stored, given(field, sent, VALUES[field]), [field], NOW);
  expect(shown(after[field])).toEqual(customer);
  expect(shown(after.FindingProviderFields?.[field])).toEqual(sent === 'top level only' ? top : fpf);
});

test.each<[string, Partial<Asff>, object]>([
  ['a label alone gets its number', { Severity: { Label: 'HIGH' } }, { Label: 'HIGH', Normalized: 70 }],
  [
    'a label of the provider fields has a number of its own',
    { Severity: { Label: 'LOW', Normalized: 20 }, FindingProviderFields: { Severity: { Label: 'CRITICAL' } } },
    { Label: 'CRITICAL', Normalized: 90 },
  ],
  [
    'a number that fits its label is kept',
    { Severity: { Label: 'HIGH', Normalized: 88 }, FindingProviderFields: { Severity: { Label: 'HIGH' } } },
    { Label: 'HIGH', Normalized: 88 },
  ],
  [
    'what the provider called it is kept',
    { Severity: { Label: 'HIGH', Original: '8.9' } },
    { Label: 'HIGH', Normalized: 70, Original: '8.9' },
  ],
])('severity: %s', (_name, members, expected) => {
  expect(newImport(sampleAsff(members), NOW).Severity).toEqual(expected);
});

test('of a finding that is there, a number at the top belongs to the label beside it', () => {
  const incoming = sampleAsff({
    Severity: { Label: 'LOW', Normalized: 20 },
    FindingProviderFields: { Severity: { Label: 'CRITICAL', Original: 'x' } },
  });
  const after = mergeImport(newImport(sampleAsff(), NOW), incoming, [], NOW);
  expect(after.Severity).toEqual({ Label: 'LOW', Normalized: 20 });
  expect(after.FindingProviderFields?.Severity).toEqual({ Label: 'CRITICAL', Original: 'x' });
});

test('what a provider no longer sends is gone, but for what customers set', () => {
  const first = newImport(sampleAsff({ Confidence: 5, Types: ['t'], SourceUrl: 'https://example.com/' }), NOW);
  const after = mergeImport(first, sampleAsff(), ['Types'], NOW);
  expect([after.Confidence, after.SourceUrl, after.Types]).toEqual([undefined, undefined, ['t']]);
});

test.each<[Partial<Asff>, string | undefined]>([
  [{ Region: 'us-east-2' }, 'us-east-2'],
  [{}, 'eu-west-1'],
])('the region of %j is %s', (members, expected) => {
  expect(newImport(sampleAsff(members), NOW)).toMatchObject({
    Region: expected,
    ProcessedAt: NOW,
    RecordState: 'ACTIVE',
  });
});
