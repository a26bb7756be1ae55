import { expect, test } from 'vitest';
import { accountId, region } from '../resource/resource.ts';
import type { UnreadReason } from '../resource/snapshot.ts';
import { accountCoverage } from './account-coverage.ts';
import { noCounts, type Scan, type ScanGap, type ScanId } from './scan.ts';

const MINE = accountId('111111111111');
const THEIRS = accountId('222222222222');

function gap(of: ScanGap['accountId'], reason: UnreadReason): ScanGap {
  return { accountId: of, region: region('eu-west-1'), resourceType: 'AWS::S3::Bucket', reason, detail: 'no' };
}

function finished(changes: Partial<Scan>): Scan {
  return {
    id: 'scan-1' as ScanId,
    status: 'finished',
    accounts: [MINE, THEIRS],
    regions: [region('eu-west-1')],
    controls: ['S3.8', 'S3.1'],
    startedAt: '2026-03-01T10:00:00.000Z',
    finishedAt: '2026-03-01T10:05:00.000Z',
    listsTotal: 4,
    listsDone: 4,
    counts: { ...noCounts, resources: 7 },
    gaps: [],
    gapsTotal: 0,
    ...changes,
  };
}

test('the gaps of one account are counted by reason, and those of others are not', () => {
  const gaps = [
    gap(MINE, 'access-denied'),
    gap(THEIRS, 'throttled'),
    gap(MINE, 'access-denied'),
    gap(MINE, 'timed-out'),
  ];
  expect(accountCoverage(finished({ gaps, gapsTotal: 4 }), MINE)).toEqual({
    scanId: 'scan-1',
    finishedAt: '2026-03-01T10:05:00.000Z',
    regions: 1,
    controls: 2,
    gaps: [
      { reason: 'access-denied', count: 2 },
      { reason: 'timed-out', count: 1 },
    ],
    gapsComplete: true,
  });
});

test('where more gaps were found than are kept, what is told of an account may not be all', () => {
  const coverage = accountCoverage(finished({ gaps: [gap(THEIRS, 'throttled')], gapsTotal: 1_500 }), MINE);
  expect(coverage).toMatchObject({ gaps: [], gapsComplete: false });
});

test('resources are told only of a scan of this account alone', () => {
  expect(accountCoverage(finished({ accounts: [MINE] }), MINE)).toMatchObject({ resources: 7 });
  expect(accountCoverage(finished({}), MINE)).not.toHaveProperty('resources');
});
