import type { ScoreSnapshot } from '@trueup/api-contract';
import { describe, expect, it } from 'vitest';
import { scoreChange } from './score-change.ts';

const score = (at: string, value: number | null, standard: ScoreSnapshot['standard'] = '*'): ScoreSnapshot => ({
  at: `2026-11-${at}T00:00:00.000Z`,
  standard,
  accountId: '*',
  region: '*',
  passed: 1,
  failed: 1,
  unknown: 0,
  noData: 0,
  disabled: 0,
  score: value,
});

describe('scoreChange', () => {
  it.each([
    ['counts from the oldest score', score('21', 80), [score('20', 70), score('02', 60)], 20],
    ['may be a loss', score('21', 50), [score('02', 60)], -10],
    ['leaves other standards out', score('21', 80), [score('01', 10, 'cis/3.0.0'), score('02', 60)], 20],
    ['passes over days without a score', score('21', 80), [score('01', null), score('02', 60)], 20],
    ['is not known without a history', score('21', 80), [], undefined],
    ['is not known without a score now', score('21', null), [score('02', 60)], undefined],
  ])('%s', (_name, now, history, expected) => {
    expect(scoreChange(now, history)).toBe(expected);
  });
});
