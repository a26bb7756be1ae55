import { expect, test } from 'vitest';
import { decide, type DecisionInput } from './decide.ts';
import {
  CONTROL,
  FINDING,
  FULL_LIMIT,
  given,
  INPUT,
  known,
  LINE,
  minutes,
  NOW,
  window,
} from './testing/sample-decision.ts';

type Asked = DecisionInput['asked'];
const ALL: readonly Asked[] = ['policy', 'person', 'approved', 'break-glass'];

/** An undo takes back what is known to have gone wrong, and is stopped by less. */
test.each<[string, Partial<DecisionInput>, readonly Asked[]]>([
  [
    'a kill switch',
    given({ killSwitches: known([{ scope: { kind: 'all' }, reason: 'outage', by: 'ann', at: NOW }]) }),
    [],
  ],
  ['a clock that was set back', given({ latestRecordAt: known(minutes(6)) }), []],
  ['a lock', given({ lock: known('e-1') }), []],
  ['a freeze', given({ windows: known([{ window: window(), active: true }]) }), ['policy', 'break-glass']],
  [
    'a change window',
    given({ windows: known([{ window: window({ kind: 'allow' }), active: false }]) }),
    ['policy', 'break-glass'],
  ],
  ['mode approval', { line: { ...LINE, mode: 'approval' } }, ['policy', 'approved', 'break-glass']],
  [
    'a control that is never automatic',
    { control: { ...CONTROL, approvalOnly: 'x' } },
    ['policy', 'approved', 'break-glass'],
  ],
  [
    'a finding that is resolved',
    { finding: { ...FINDING, workflow: 'RESOLVED' } },
    ['policy', 'person', 'approved', 'break-glass'],
  ],
  ['a limit', given({ limits: known([FULL_LIMIT]) }), ['policy', 'person', 'approved', 'break-glass']],
  ['mode manual', { line: { ...LINE, mode: 'manual' } }, ['policy', 'person', 'approved', 'break-glass']],
])('under %s an undo is started for %j', (_name, change, starts) => {
  const started = ALL.filter(
    (asked) => decide({ ...INPUT, ...change, kind: 'undo', asked }).decision.kind === 'remediate',
  );
  expect(started).toEqual(starts);
});
