import { expect, test } from 'vitest';
import { stepStandings } from './start-steps.ts';

test('the first step that is not done is the one to do, and what is not known is not done', () => {
  expect(stepStandings({})).toEqual({
    connect: 'current',
    enter: 'later',
    scan: 'later',
    plan: 'later',
    verify: 'later',
  });
  expect(stepStandings({ connect: true, enter: undefined, scan: true })).toEqual({
    connect: 'done',
    enter: 'current',
    scan: 'done',
    plan: 'later',
    verify: 'later',
  });
});

test('at the end nothing is left to do', () => {
  const all = stepStandings({ connect: true, enter: true, scan: true, plan: true, verify: true });
  expect(new Set(Object.values(all))).toEqual(new Set(['done']));
});
