import type { PolicyLine, RemediationStanding } from '@trueup/api-contract';
import { describe, expect, test } from 'vitest';
import { narrowedRows, remediationRows } from './remediation-rows.ts';

const line = (name: string, mode: PolicyLine['mode'] = 'manual'): PolicyLine => ({
  name,
  mode,
  scope: {},
  attempts: 5,
  retrySeconds: 60,
  concurrencyPercent: 10,
  errorPercent: 50,
  undoOnFailure: false,
  changeOwned: false,
});
const standing = (
  remediation: string,
  controlId: string,
  mode: PolicyLine['mode'] = 'manual',
): RemediationStanding => ({
  remediation,
  controlId,
  documentName: `Trueup-${controlId}`,
  mode,
  record: { runs: 0, verified: 0, undone: 0, failed: 0, verifiedInARow: 0 },
  openFindings: 0,
  proposal: { kind: 'keep', why: 'nothing yet' },
});
const keys = (rows: readonly { readonly key: string }[]): string[] => rows.map(({ key }) => key);

describe('remediation rows', () => {
  test('are in the order of the policy, whatever the order of the standings', () => {
    const rows = remediationRows([line('one'), line('two')], [standing('two', 'S3.8'), standing('one', 'S3.14')]);
    expect(keys(rows)).toEqual(['one~S3.14', 'two~S3.8']);
    expect(rows[0]?.line?.name).toBe('one');
  });

  test('show a line that covers nothing of the library', () => {
    expect(keys(remediationRows([line('of-config')], []))).toEqual(['of-config']);
  });

  test('keep a standing whose line is gone', () => {
    expect(keys(remediationRows([], [standing('gone', 'S3.8')]))).toEqual(['gone~S3.8']);
  });

  test.each([
    ['s3.8', undefined, ['one~S3.8']],
    ['TRUEUP-S3.14', undefined, ['two~S3.14']],
    ['two', 'automatic', ['two~S3.14']],
    ['', 'manual', ['one~S3.8']],
    ['one', 'automatic', []],
  ])('are narrowed by %j and mode %s', (text, mode, expected) => {
    const rows = remediationRows(
      [line('one'), line('two', 'automatic')],
      [standing('one', 'S3.8'), standing('two', 'S3.14', 'automatic')],
    );
    expect(keys(narrowedRows(rows, { text, mode }))).toEqual(expected);
  });
});
