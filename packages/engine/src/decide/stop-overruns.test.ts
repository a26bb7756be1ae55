import type { DecisionTarget, PolicyWindow, WindowState } from '@trueup/core';
import { expect, test } from 'vitest';
import { overrun } from './stop-overruns.ts';

const TARGET = { controlId: 'S3.8', resource: { accountId: '111122223333' } } as unknown as DecisionTarget;

function state(text: string): WindowState {
  const [name, kind, when, overrunOf, account] = text.split(' ') as [
    string,
    PolicyWindow['kind'],
    'on' | 'off',
    PolicyWindow['overrun'],
    string?,
  ];
  const scope = account === undefined ? {} : { accounts: [account] };
  const window = { name, kind, cron: '* * * * *', durationMinutes: 1, timeZone: 'UTC', overrun: overrunOf, ...scope };
  return { window, active: when === 'on' };
}

test.each<[readonly string[], string | undefined]>([
  [[], undefined],
  [['f deny on stop'], 'f'],
  [['f deny off stop'], undefined],
  [['f deny on finish'], undefined],
  [['f deny on finish', 'g deny on stop'], 'g'],
  [['f deny on stop 999988887777'], undefined],
  [['w allow on stop'], undefined],
  [['w allow off stop'], 'w'],
  [['w allow off finish'], undefined],
  [['w allow off stop', 'v allow on finish'], undefined],
  [['w allow off finish', 'v allow off stop'], 'v'],
  [['f deny on finish', 'w allow off stop'], 'w'],
  [['f deny on stop', 'w allow on finish'], 'f'],
])('of windows %j, %s ends what runs', (states, name) => {
  expect(overrun(states.map(state), TARGET)?.name).toBe(name);
});
