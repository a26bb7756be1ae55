import { expect, test } from 'vitest';
import type { FindingSource } from '../finding/finding.ts';
import { decide } from './decide.ts';
import type { RemediationRun } from './remediation-run.ts';
import { failedRuns, FINDING, given, INPUT, known, LINE, minutes } from './testing/sample-decision.ts';

/* What no check of the library judges: only its reporter can tell whether a repair has worked. */

const { control: _control, ...BLIND } = INPUT;
const line = { ...LINE, runbook: { document: 'Own-Fix', runs: 'account', parameters: {}, acceptNoUndo: 'It adds.' } };
const reportedAt = (updatedAt: string) => ({ ...FINDING, sources: [{ updatedAt } as FindingSource] });
const runOf = (changes: Partial<RemediationRun>): RemediationRun[] =>
  failedRuns(1).map((run) => ({
    ...run,
    startedAt: minutes(-30),
    finishedAt: minutes(-29),
    result: 'neutral',
    ...changes,
  }));
const decided = (reported: string, runs: readonly RemediationRun[], input = BLIND) =>
  decide({ ...input, ...given({ attempts: known(runs) }), line, finding: reportedAt(reported) } as typeof INPUT)
    .decision;

test('it is not repaired once more before anyone has reported on it since', () => {
  expect(decided(minutes(-40), runOf({}))).toEqual({ kind: 'leave', reason: 'undetermined' });
});

test.each<[string, string, RemediationRun[]]>([
  ['was reported after the repair began', minutes(-10), runOf({})],
  ['was never repaired', minutes(-40), []],
  ['was to be repaired, which failed', minutes(-40), runOf({ result: 'failed' })],
  ['was undone', minutes(-40), runOf({ kind: 'undo' })],
])('what %s is repaired', (_what, reported, runs) => {
  expect(decided(reported, runs)).toEqual({ kind: 'remediate' });
});

test('what the library can judge does not wait for a report', () => {
  expect(decided(minutes(-40), runOf({}), INPUT)).toEqual({ kind: 'remediate' });
});

test('a person may try once more all the same', () => {
  expect(decided(minutes(-40), runOf({}), { ...BLIND, asked: 'approved' })).toEqual({ kind: 'remediate' });
});
