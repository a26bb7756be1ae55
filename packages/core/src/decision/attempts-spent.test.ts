import { expect, test } from 'vitest';
import { instantAfter } from '../value/instant.ts';
import { attemptsSpent } from './attempts-spent.ts';
import type { RemediationRun } from './remediation-run.ts';
import { minutes, NOW, run } from './testing/sample-decision.ts';

const LINE = { attempts: 3, retrySeconds: 60 };
const at = (seconds: number): string => instantAfter(NOW, seconds * 1_000);
const failed = (...seconds: number[]): RemediationRun[] => seconds.map((second) => run('failed', at(second)));

test.each<[string, readonly RemediationRun[], string | undefined]>([
  ['none', [], undefined],
  ['one too few', failed(-10, -20), undefined],
  ['as many as are allowed failed', failed(-10, -20, -30), '3 attempts in a row failed, 3 are allowed'],
  ['as many failed in a row, long ago', failed(-1_000, -2_000, -3_000), '3 attempts in a row failed, 3 are allowed'],
  ['a verified one between them', [...failed(-10, -20), run('verified', at(-25)), ...failed(-30)], undefined],
  [
    'a refused one between them',
    [...failed(-100, -200), run('neutral', at(-250)), ...failed(-300)],
    '3 attempts in a row failed, 3 are allowed',
  ],
  [
    'as many within the time, whatever came of them',
    [run(undefined, at(-1)), run('neutral', at(-30)), run('failed', at(-60))],
    '3 attempts within 60 seconds, 3 are allowed',
  ],
  ['one of them before', [run(undefined, at(-1)), run('neutral', at(-30)), run('failed', at(-61))], undefined],
  ['a person’s do not count', failed(-10, -20, -30).map((one) => ({ ...one, automatic: false })), undefined],
  ['undos do not count', failed(-10, -20, -30).map((one) => ({ ...one, kind: 'undo' as const })), undefined],
])('of the attempts, %s', (_name, runs, detail) => {
  expect(attemptsSpent(LINE, runs, NOW)?.detail).toBe(detail);
});

test('attempts within the time are free again once the oldest is out of it', () => {
  const runs = [run(undefined, at(-1)), run('neutral', at(-30)), run('neutral', at(-40)), run('neutral', at(-50))];
  const until = attemptsSpent(LINE, runs, NOW)?.until;
  expect(until).toBe('2026-03-01T12:00:20.001Z');
  expect(attemptsSpent(LINE, runs, until ?? '')).toBeUndefined();
});

test('failures in a row are not free again by themselves', () => {
  expect(attemptsSpent(LINE, failed(-10, -20, -30), minutes(900))).not.toHaveProperty('until');
});
