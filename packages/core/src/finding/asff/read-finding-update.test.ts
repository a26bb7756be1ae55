import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFindingUpdate } from './read-finding-update.ts';

const fault = (value: unknown): string => {
  const result = readFindingUpdate(value);
  return result.kind === 'rejected' ? `${result.field} ${result.reason}` : 'read';
};

test('all nine fields are read', () => {
  const update = {
    Note: { Text: 'Looked at', UpdatedBy: 'alice' },
    Severity: { Label: 'LOW', Normalized: 5, Product: 1.5 },
    Confidence: 0,
    Criticality: 100,
    Types: ['Effects'],
    VerificationState: 'TRUE_POSITIVE',
    Workflow: { Status: 'NOTIFIED' },
    RelatedFindings: [{ ProductArn: 'arn', Id: 'x' }],
    UserDefinedFields: { owner: 'alice' },
  };
  expect(readFindingUpdate(update)).toEqual({ kind: 'read', update });
});

test('null is absent', () => {
  expect(readFindingUpdate({ Confidence: 5, Note: null })).toEqual({ kind: 'read', update: { Confidence: 5 } });
});

test.each<[unknown, string]>([
  [undefined, 'update must be an object'],
  [[], 'update must be an object'],
  [{}, 'update must set at least one of Note, Severity, '],
  [{ Note: null }, 'update must set at least one of Note, Severity, '],
  [{ Compliance: { Status: 'PASSED' } }, 'Compliance cannot be set; these can: Note, Severity, '],
  [{ RecordState: 'ARCHIVED', Confidence: 5 }, 'RecordState cannot be set'],
  [JSON.parse('{"__proto__":{},"Confidence":5}'), '__proto__ cannot be set'],
  [{ Note: { Text: 'x'.repeat(513), UpdatedBy: 'y' } }, 'Note.Text must have 1 to 512 characters'],
  [{ Note: { Text: 'x' } }, 'Note.UpdatedBy is required'],
  [{ Severity: {} }, 'Severity must have a Label, Normalized or Product'],
  [{ Severity: { Original: 'x' } }, 'Severity must have a Label, Normalized or Product'],
  [{ Severity: { Label: 'high' } }, 'Severity.Label must be one of INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL'],
  [{ Severity: { Normalized: 101 } }, 'Severity.Normalized must be a whole number from 0 to 100'],
  [{ Confidence: -1 }, 'Confidence must be a whole number from 0 to 100'],
  [{ Criticality: '5' }, 'Criticality must be a whole number'],
  [{ Types: Array.from({ length: 51 }, () => 'x') }, 'Types must have at most 50 items'],
  [{ VerificationState: 'TRUE' }, 'VerificationState must be one of UNKNOWN, '],
  [{ Workflow: {} }, 'Workflow.Status is required'],
  [{ Workflow: { Status: 'DONE' } }, 'Workflow.Status must be one of NEW, NOTIFIED, RESOLVED, SUPPRESSED'],
  [{ RelatedFindings: [] }, 'RelatedFindings must have 1 to 10 items'],
  [{ UserDefinedFields: { k: 'x'.repeat(1025) } }, 'UserDefinedFields["k"] must have at most 1024 characters'],
])('%j is rejected', (value, reason) => {
  expect(fault(value).startsWith(reason)).toBe(true);
});

test('no JSON is a crash', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('Note', 'Severity', 'Types', 'Workflow', 'UserDefinedFields'), fc.jsonValue()),
      (value) => {
        expect(['read', 'rejected']).toContain(readFindingUpdate(value).kind);
      },
    ),
  );
});
