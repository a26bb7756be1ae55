import { expect, test } from 'vitest';
import type { Asff } from './asff.ts';
import { changesOf } from './changes-of.ts';
import { sampleAsff } from './testing/sample-asff.ts';

const NOTE = { Text: 'x', UpdatedBy: 'alice', UpdatedAt: '2026-01-01T00:00:00.000Z' };
const BUCKET = { Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::bucket' };

test.each<[string, Partial<Asff>, Partial<Asff>, ReturnType<typeof changesOf>]>([
  ['nothing', {}, {}, []],
  ['a time', {}, { UpdatedAt: '2027', ProcessedAt: '2027', LastObservedAt: '2027' }, []],
  ['the time of a note', { Note: NOTE }, { Note: { ...NOTE, UpdatedAt: '2027' } }, []],
  [
    'a status',
    { Workflow: { Status: 'NEW' }, Compliance: { Status: 'FAILED' } },
    { Workflow: { Status: 'RESOLVED' }, Compliance: { Status: 'PASSED', SecurityControlId: 'S3.8' } },
    [
      { field: 'Workflow.Status', from: 'NEW', to: 'RESOLVED' },
      { field: 'Compliance.Status', from: 'FAILED', to: 'PASSED' },
      { field: 'Compliance.SecurityControlId', to: 'S3.8' },
    ],
  ],
  [
    'numbers',
    { Severity: { Label: 'HIGH', Normalized: 70 } },
    { Severity: { Label: 'LOW', Normalized: 1 } },
    [
      { field: 'Severity.Label', from: 'HIGH', to: 'LOW' },
      { field: 'Severity.Normalized', from: '70', to: '1' },
    ],
  ],
  [
    'a first note',
    {},
    { Note: NOTE },
    [
      { field: 'Note.Text', to: 'x' },
      { field: 'Note.UpdatedBy', to: 'alice' },
    ],
  ],
  [
    'a field that is gone',
    { UserDefinedFields: { a: '1', b: '2' } },
    { UserDefinedFields: { a: '1' } },
    [{ field: 'UserDefinedFields.b', from: '2' }],
  ],
  ['a list', { Types: ['a'] }, { Types: ['a', 'b'] }, [{ field: 'Types', from: '["a"]', to: '["a","b"]' }]],
  [
    'a list of objects',
    { RelatedFindings: [{ ProductArn: 'p', Id: 'a' }] },
    { RelatedFindings: [{ ProductArn: 'p', Id: 'b' }] },
    [{ field: 'RelatedFindings', from: '[{"ProductArn":"p","Id":"a"}]', to: '[{"ProductArn":"p","Id":"b"}]' }],
  ],
  ['the same list again', { Types: ['a'] }, { Types: ['a'] }, []],
  [
    'a resource',
    { Resources: [BUCKET, BUCKET] },
    { Resources: [BUCKET, { ...BUCKET, Tags: { owner: 'x' } }] },
    [{ field: 'Resources[1].Tags.owner', to: 'x' }],
  ],
  [
    'another number of resources',
    { Resources: [BUCKET] },
    { Resources: [] },
    [{ field: 'Resources', from: JSON.stringify([BUCKET]), to: '[]' }],
  ],
])('%s', (_name, before, after, changes) => {
  expect(changesOf(sampleAsff(before), sampleAsff(after))).toEqual(changes);
});

test('of a new finding nothing is told', () => {
  expect(changesOf(undefined, sampleAsff())).toEqual([]);
});

test('what changed in many places is told as a whole, and long texts are cut', () => {
  const fields = (value: string) => Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`k${index}`, value]));
  const [change, ...others] = changesOf(
    sampleAsff({ ProductFields: fields('old') }),
    sampleAsff({ ProductFields: fields('x'.repeat(100)) }),
  );
  expect(others).toEqual([]);
  expect(change).toMatchObject({ field: 'ProductFields', from: JSON.stringify(fields('old')) });
  expect(change?.to).toHaveLength(1_024);
});
