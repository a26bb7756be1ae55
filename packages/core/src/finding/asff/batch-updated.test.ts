import { expect, test } from 'vitest';
import type { Asff } from './asff.ts';
import { batchUpdated } from './batch-updated.ts';
import type { FindingUpdate } from './finding-update.ts';
import { sampleAsff } from './testing/sample-asff.ts';

const NOW = '2026-01-12T00:00:00.000Z';

function updated(asff: Asff, update: FindingUpdate): Asff {
  const result = batchUpdated(asff, update, NOW);
  if (result.kind === 'refused') throw new Error(result.reason);
  return result.asff;
}

test.each<[string, FindingUpdate, Partial<Asff>]>([
  [
    'a note is replaced and dated',
    { Note: { Text: 'new', UpdatedBy: 'alice' } },
    { Note: { Text: 'new', UpdatedBy: 'alice', UpdatedAt: NOW } },
  ],
  [
    'a label brings its number',
    { Severity: { Label: 'LOW' } },
    { Severity: { Label: 'LOW', Normalized: 1, Original: '9.1' } },
  ],
  [
    'a number brings its label',
    { Severity: { Normalized: 95 } },
    { Severity: { Label: 'CRITICAL', Normalized: 95, Original: '9.1' } },
  ],
  [
    'a product severity leaves the label alone',
    { Severity: { Product: 3 } },
    { Severity: { Label: 'HIGH', Normalized: 70, Original: '9.1', Product: 3 } },
  ],
  ['types are replaced', { Types: ['b'] }, { Types: ['b'] }],
  [
    'user-defined fields are replaced one by one',
    { UserDefinedFields: { b: '2' } },
    { UserDefinedFields: { a: '1', b: '2' } },
  ],
  ['a workflow status is set', { Workflow: { Status: 'SUPPRESSED' } }, { Workflow: { Status: 'SUPPRESSED' } }],
  [
    'the other fields are set as they are',
    { Confidence: 1, Criticality: 2, VerificationState: 'UNKNOWN', RelatedFindings: [{ ProductArn: 'p', Id: 'i' }] },
    { Confidence: 1, Criticality: 2, VerificationState: 'UNKNOWN', RelatedFindings: [{ ProductArn: 'p', Id: 'i' }] },
  ],
])('%s, and nothing else changes', (_name, update, members) => {
  const before = sampleAsff({
    Severity: { Label: 'HIGH', Normalized: 70, Original: '9.1' },
    Types: ['a'],
    UserDefinedFields: { a: '1' },
    Note: { Text: 'old', UpdatedBy: 'bob', UpdatedAt: '2026-01-01T00:00:00.000Z' },
    Workflow: { Status: 'NEW' },
  });
  expect(updated(before, update)).toEqual({ ...before, ...members });
});

test('a field of its own sets the label of a finding without severity', () => {
  const { Severity: _severity, ...rest } = sampleAsff();
  expect(updated(rest, { Severity: { Label: 'HIGH' } }).Severity).toEqual({ Label: 'HIGH', Normalized: 70 });
});

test('user-defined fields are fifty together', () => {
  const fields = (from: number, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${from + index}`, 'v']));
  const before = sampleAsff({ UserDefinedFields: fields(0, 40) });
  expect(Object.keys(updated(before, { UserDefinedFields: fields(35, 15) }).UserDefinedFields ?? {})).toHaveLength(50);
  expect(batchUpdated(before, { UserDefinedFields: fields(35, 16) }, NOW)).toEqual({
    kind: 'refused',
    reason: 'too-many-user-defined-fields',
  });
});

test('a finding does not grow beyond 240 KB', () => {
  const Other = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'x'.repeat(1_000)]));
  const before = sampleAsff({
    Resources: Array.from({ length: 4 }, () => ({ Type: 'Other', Id: 'x', Details: { Other } })),
  });
  expect(batchUpdated(before, { Confidence: 1 }, NOW).kind).toBe('updated');
  expect(batchUpdated(before, { UserDefinedFields: Other }, NOW)).toEqual({
    kind: 'refused',
    reason: 'finding-too-large',
  });
});
