import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountId } from '../resource/resource.ts';
import type { FindingId } from '../finding/finding.ts';
import { ladderProposal, type LadderInput } from './ladder.ts';
import { MODES, type Mode } from './policy.ts';
import type { RemediationRun, TrackRecord } from './remediation-run.ts';

const NOW = '2026-03-10T00:00:00.000Z';
const YESTERDAY = '2026-03-09T00:00:00.000Z';
const LONG_AGO = '2026-03-01T00:00:00.000Z';

const record = (verifiedInARow: number, others: Partial<TrackRecord> = {}): TrackRecord => ({
  runs: verifiedInARow,
  verified: verifiedInARow,
  undone: 0,
  failed: 0,
  verifiedInARow,
  ...others,
});

function run(members: Partial<RemediationRun>): RemediationRun {
  return {
    id: 'x',
    kind: 'repair',
    findingId: 'f-1' as FindingId,
    remediation: 'line-1',
    controlId: 'S3.8',
    documentName: 'Trueup-S3.8',
    accountId: '111111111111' as AccountId,
    resourceArn: 'arn:aws:s3:::a',
    automatic: false,
    startedAt: LONG_AGO,
    ...members,
  };
}
const failed = (finishedAt: string) => run({ finishedAt, result: 'failed' });
const undone = (undoneAt: string) => run({ finishedAt: LONG_AGO, result: 'verified', undoneAt });

const input = (
  mode: Mode,
  of: TrackRecord,
  recent: readonly RemediationRun[] = [],
  override?: string,
): LadderInput => ({
  line: { mode, ...(override === undefined ? {} : { override }) },
  promotion: { verifiedInARow: 5 },
  record: of,
  recent,
  now: NOW,
});

test.each<[what: string, LadderInput, object]>([
  ['manual without a run stays', input('manual', record(0)), { kind: 'keep' }],
  ['manual with one verified repair earns approval', input('manual', record(1)), { kind: 'promote', to: 'approval' }],
  ['manual never skips a rung', input('manual', record(50)), { kind: 'promote', to: 'approval' }],
  ['approval stays below the row', input('approval', record(4)), { kind: 'keep', why: '4 of 5 verified in a row' }],
  ['approval with the row earns automatic', input('approval', record(5)), { kind: 'promote', to: 'automatic' }],
  ['automatic with its row stays', input('automatic', record(5)), { kind: 'keep' }],
  [
    'automatic without its row waits for approvals',
    input('automatic', record(2)),
    { kind: 'keep', why: expect.stringContaining('waits for an approval') },
  ],
  [
    'automatic by override says so',
    input('automatic', record(0), [], 'tested elsewhere'),
    { kind: 'keep', why: 'by override: tested elsewhere' },
  ],
  [
    'automatic loses a rung after a failure',
    input('automatic', record(2), [failed(YESTERDAY)]),
    { kind: 'demote', to: 'approval' },
  ],
  ['and after an undo', input('automatic', record(0), [undone(YESTERDAY)]), { kind: 'demote', to: 'approval' }],
  ['a failure of long ago is forgotten', input('automatic', record(2), [failed(LONG_AGO)]), { kind: 'keep' }],
  ['a row that is whole again makes up for it', input('automatic', record(5), [failed(YESTERDAY)]), { kind: 'keep' }],
  [
    'approval loses a rung while nothing was verified since',
    input('approval', record(0), [failed(YESTERDAY)]),
    { kind: 'demote', to: 'manual' },
  ],
  ['but not after a verified repair', input('approval', record(1), [failed(YESTERDAY)]), { kind: 'keep' }],
  ['manual has no rung to lose', input('manual', record(0), [failed(YESTERDAY)]), { kind: 'keep' }],
  [
    'a failed undo is no failure of the repair',
    input('automatic', record(0), [run({ kind: 'undo', finishedAt: YESTERDAY, result: 'failed' })]),
    { kind: 'keep' },
  ],
])('%s', (_what, given, expected) => {
  expect(ladderProposal(given)).toMatchObject(expected);
});

test('a proposal is one rung at a time, and up only with the record that it needs', () => {
  const runs = fc.array(fc.constantFrom(failed(YESTERDAY), failed(LONG_AGO), undone(YESTERDAY)), { maxLength: 3 });
  fc.assert(
    fc.property(fc.constantFrom(...MODES), fc.nat(10), runs, (mode, row, recent) => {
      const proposal = ladderProposal(input(mode, record(row), recent));
      if (proposal.kind === 'keep') return;
      const step = MODES.indexOf(proposal.to) - MODES.indexOf(mode);
      expect(step).toBe(proposal.kind === 'promote' ? 1 : -1);
      if (proposal.to === 'automatic') expect(row).toBeGreaterThanOrEqual(5);
      if (proposal.kind === 'promote') expect(row).toBeGreaterThanOrEqual(1);
    }),
  );
});
