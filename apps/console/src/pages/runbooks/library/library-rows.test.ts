import type { ControlSummary, RemediationStanding, StoredDocument } from '@trueup/api-contract';
import { describe, expect, test } from 'vitest';
import { filteredRows, libraryRows, standingsOf, wholeRecord } from './library-rows.ts';

const standing = (remediation: string, documentName: string, controlId: string, verified: number) =>
  ({
    remediation,
    documentName,
    controlId,
    mode: 'approval',
    record: { runs: verified + 1, verified, undone: 0, failed: 1, verifiedInARow: verified },
    openFindings: 0,
    proposal: { kind: 'keep', why: '' },
  }) satisfies RemediationStanding;
const control: ControlSummary = {
  id: 'S3.8',
  title: 'Buckets should block public access',
  description: 'All four settings are on.',
  severity: 'HIGH',
  resourceTypes: ['AWS::S3::Bucket'],
  scope: 'regional',
  standards: {
    fsbp: true,
    cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null },
    pciDss321: [],
    nist80053r5: [],
  },
  risk: 'disruptive',
};
const document: StoredDocument = {
  name: 'Close-Buckets',
  owner: '111111111111',
  createdAt: '2026-11-21T00:00:00.000Z',
  tags: [{ Key: 'team', Value: 'storage' }],
  defaultVersion: 1,
  latestVersion: 2,
  sharedWith: [],
};
const standings = [
  standing('line-1', 'Trueup-S3.8', 'S3.8', 4),
  standing('line-2', 'Trueup-S3.8', 'S3.8', 4),
  standing('line-3', 'Close-Buckets', 'S3.8', 2),
  standing('line-4', 'Close-Buckets', 'S3.14', 7),
];
const rows = libraryRows([control], [document], standings);

test('a runbook has the record of the document that bears its name, once for each control', () => {
  expect(rows.map(({ key, standings: own }) => [key, own.map(({ remediation }) => remediation)])).toEqual([
    ['control:S3.8', ['line-1']],
    ['document:Close-Buckets', ['line-3', 'line-4']],
  ]);
  expect(standingsOf('Nothing', standings)).toEqual([]);
});

test('records of several controls are added up, and in a row counts the weakest', () => {
  expect(wholeRecord(rows[1]?.standings ?? [])).toEqual({
    runs: 11,
    verified: 9,
    undone: 0,
    failed: 2,
    verifiedInARow: 2,
  });
  expect(wholeRecord([])).toBeUndefined();
});

describe('the filter', () => {
  test.each([
    ['', ['S3.8', 'Close-Buckets']],
    ['public ACCESS', ['S3.8']],
    ['trueup-s3', ['S3.8']],
    ['storage', ['Close-Buckets']],
    ['ｓｔｏｒａｇｅ', ['Close-Buckets']],
    ['s3.14', ['Close-Buckets']],
    ['public storage', []],
  ])('%j leaves %j', (filter, names) => {
    expect(filteredRows(rows, filter).map(({ name }) => name)).toEqual(names);
  });
});
