import type { Policy } from '@trueup/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { policyCopy } from './policy-copy.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a fault in the policy leaves what it said last, and is told', async () => {
  const told: string[] = [];
  const log = { info: () => undefined, error: (_fields: object, message: string) => void told.push(message) };
  let policy: () => Promise<Policy> = () => Promise.reject(new Error('no policy yet'));
  const read = policyCopy({ policy: () => policy(), log }, 'without', ({ hash }) => hash);
  expect([await read(), told]).toEqual(['without', []]);

  policy = () => Promise.resolve({ hash: 'first' } as Policy);
  expect(await read()).toBe('without');
  vi.advanceTimersByTime(5_000);
  expect(await read()).toBe('first');

  policy = () => Promise.reject(new Error('line 3 is wrong'));
  vi.advanceTimersByTime(5_000);
  expect(await read()).toBe('first');
  expect(told).toEqual(['the policy is not readable: what it said last holds']);
});
