import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isGone, processStart, thisProcess } from './process-identity.ts';

it('a process is there as long as it runs, and gone afterwards', async () => {
  const child = spawn('sleep', ['60']);
  const [host] = thisProcess().split(':');
  const pid = child.pid ?? 0;
  const identity = `${host}:${pid}:${processStart(pid)}`;
  expect(isGone(identity)).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isGone(identity)).toBe(true);
});

it('a pid that was given out again is not the process that had it before', () => {
  const [host, pid] = thisProcess().split(':');
  expect(isGone(`${host}:${pid}:1`)).toBe(true);
  expect(isGone(thisProcess())).toBe(false);
});

it.each(['', 'worker-a', 'elsewhere:1:1', `${thisProcess()}:more`, `${thisProcess().split(':')[0]}:x:1`])(
  'what may live elsewhere is not called gone: %j',
  (text) => {
    expect(isGone(text)).toBe(false);
  },
);
