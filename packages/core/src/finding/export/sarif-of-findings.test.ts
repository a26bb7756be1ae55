import { expect, test } from 'vitest';
import type { FindingRow } from './finding-row.ts';
import { sarifOfFindings } from './sarif-of-findings.ts';

const ROW: FindingRow = {
  id: 'f-1',
  control: 'S3.8',
  title: 'Bucket blocks public access',
  severity: 'HIGH',
  priority: 72,
  compliance: 'FAILED',
  workflow: 'NEW',
  recordState: 'ACTIVE',
  accountId: '123456789012',
  region: 'eu-west-1',
  resourceType: 'AWS::S3::Bucket',
  resource: 'arn:aws:s3:::shop',
  firstObservedAt: '2026-01-01T00:00:00.000Z',
  lastObservedAt: '2026-01-02T00:00:00.000Z',
  sources: ['Security Hub'],
};

const resultOf = (part: Partial<FindingRow>) =>
  sarifOfFindings([{ ...ROW, ...part }], { version: '1.0.0' }).runs[0]?.results[0];

test('a finding is a result of its control’s rule at its resource', () => {
  expect(sarifOfFindings([{ ...ROW, url: 'https://trueup.example/f-1' }], { version: '1.0.0' })).toEqual({
    $schema: expect.stringContaining('sarif-schema-2.1.0.json') as string,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'trueup',
            version: '1.0.0',
            rules: [
              {
                id: 'S3.8',
                shortDescription: { text: 'Bucket blocks public access' },
                defaultConfiguration: { level: 'error' },
                properties: { tags: ['security'], 'security-severity': '8.9' },
              },
            ],
          },
        },
        results: [
          {
            ruleId: 'S3.8',
            ruleIndex: 0,
            kind: 'fail',
            level: 'error',
            rank: 72,
            message: { text: 'Bucket blocks public access' },
            locations: [{ logicalLocations: [{ fullyQualifiedName: 'arn:aws:s3:::shop', kind: 'resource' }] }],
            partialFingerprints: { 'trueupFindingId/v1': 'f-1' },
            provenance: {
              firstDetectionTimeUtc: '2026-01-01T00:00:00.000Z',
              lastDetectionTimeUtc: '2026-01-02T00:00:00.000Z',
            },
            hostedViewerUri: 'https://trueup.example/f-1',
            properties: {
              severity: 'HIGH',
              compliance: 'FAILED',
              workflow: 'NEW',
              recordState: 'ACTIVE',
              accountId: '123456789012',
              region: 'eu-west-1',
              resourceType: 'AWS::S3::Bucket',
              sources: ['Security Hub'],
            },
          },
        ],
      },
    ],
  });
});

test.each([
  ['CRITICAL', 'error'],
  ['HIGH', 'error'],
  ['MEDIUM', 'warning'],
  ['LOW', 'note'],
  ['INFORMATIONAL', 'note'],
] as const)('severity %s is level %s', (severity, level) => {
  expect(resultOf({ severity })).toMatchObject({ kind: 'fail', level });
});

test.each([
  ['PASSED', 'pass'],
  ['WARNING', 'open'],
  ['NOT_AVAILABLE', 'open'],
] as const)('compliance %s is kind %s and has no level', (compliance, kind) => {
  expect(resultOf({ compliance })).toMatchObject({ kind, level: 'none' });
});

test('a suppressed finding says so, with its note', () => {
  expect(resultOf({ workflow: 'SUPPRESSED', note: 'known' })).toMatchObject({
    suppressions: [{ kind: 'external', status: 'accepted', justification: 'known' }],
  });
  expect(resultOf({})).not.toHaveProperty('suppressions');
});

test('every result points at its rule, and a rule stands once', () => {
  const { control, ...other } = ROW;
  const rows = [ROW, { ...ROW, control: 'KMS.4', id: 'f-2' }, { ...other, id: 'f-3' }, { ...ROW, id: 'f-4' }];
  const [run] = sarifOfFindings(rows, { version: '1.0.0' }).runs;
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual([control, 'KMS.4', 'Other']);
  expect(run?.results.map(({ ruleId, ruleIndex }) => [ruleId, ruleIndex])).toEqual([
    ['S3.8', 0],
    ['KMS.4', 1],
    ['Other', 2],
    ['S3.8', 0],
  ]);
});
