import { expect, test } from 'vitest';
import { breakerState, type BreakerState } from './breaker-state.ts';
import type { RemediationRun } from './remediation-run.ts';
import { minutes, NOW, run } from './testing/sample-decision.ts';

const SETTINGS = { failures: 3, windowMinutes: 60, pauseMinutes: 30 };
const failed = (...at: number[]): RemediationRun[] => at.map((minute) => run('failed', minutes(minute)));
const open = (until: number): BreakerState => ({ kind: 'open', until: minutes(until) });
const closed: BreakerState = { kind: 'closed' };

test.each<[string, readonly RemediationRun[], BreakerState]>([
  ['no failures', [], closed],
  ['one too few', failed(-20, -10), closed],
  ['as many within the window', failed(-50, -20, -10), open(20)],
  ['as many at its very edge', failed(-70, -20, -10), open(20)],
  ['as many, one of them before the window', failed(-71, -20, -10), closed],
  ['successes between them', [...failed(-30, -20, -10), run('verified', minutes(-15))], open(20)],
  ['what was refused or cancelled', [...failed(-20, -10), run('neutral', minutes(-5))], closed],
  ['undos', [...failed(-20, -10), run('failed', minutes(-5), { kind: 'undo' })], closed],
  ['the pause that is just over', failed(-50, -40, -30), { kind: 'half-open' }],
  [
    'a probe that is under way',
    [...failed(-90, -80, -70), run(undefined, minutes(-5), { id: 'probe' })],
    { kind: 'half-open', probing: 'probe' },
  ],
  ['one under way since before', [...failed(-90, -80, -70), run(undefined, minutes(-60))], { kind: 'half-open' }],
  ['a probe that failed', failed(-90, -80, -70, -10), open(20)],
  ['a probe that failed, and then again', failed(-300, -290, -280, -200, -120, -10), open(20)],
  ['a failure at the very end of the pause', failed(-70, -60, -50, -20), open(10)],
  ['a probe that was verified', [...failed(-90, -80, -70), run('verified', minutes(-10))], closed],
  ['failures before the probe', [...failed(-90, -80, -70), run('verified', minutes(-30)), ...failed(-20, -10)], closed],
  ['a probe that was refused', [...failed(-90, -80, -70), run('neutral', minutes(-10))], { kind: 'half-open' }],
  [
    'a success that began before the pause was over',
    [...failed(-90, -80, -70), run('verified', minutes(-50), { finishedAt: minutes(-5) })],
    { kind: 'half-open' },
  ],
  ['failures while it is open', failed(-25, -24, -23, -3), open(7)],
  [
    'a failure that ended after the pause, though it began before',
    [...failed(-90, -80, -70), run('failed', minutes(-75), { finishedAt: minutes(-10) })],
    open(20),
  ],
])('after %s', (_name, runs, expected) => {
  expect(breakerState(SETTINGS, runs, NOW)).toEqual(expected);
  expect(breakerState(SETTINGS, runs.toReversed(), NOW)).toEqual(expected);
});
