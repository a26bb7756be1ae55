import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '@trueup/engine';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepCheckpoints } from './keep-checkpoints.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'trueup-keeper-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

type Signed = Awaited<ReturnType<Engine['operations']['signCheckpoint']>>;

const SOON_MINUTES = 1 / 60_000;

/** Signs again at once, and says so at each time. */
function keeper(
  outcomes: readonly (Signed | Error)[],
  { to, lastAt }: { readonly to?: string; readonly lastAt?: string },
) {
  const signCheckpoint = vi.fn(async (): Promise<Signed> => {
    const outcome = outcomes[Math.min(signCheckpoint.mock.calls.length, outcomes.length) - 1];
    if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error('nothing was scripted');
    return outcome;
  });
  const list = vi.fn(async () => ({ items: lastAt === undefined ? [] : [{ at: lastAt }] }));
  const logged: string[] = [];
  const parts = {
    dataDir,
    checkpoints: { everyMinutes: SOON_MINUTES, retainDays: 1, ...(to === undefined ? {} : { to }) },
    clock: { now: () => '2026-01-01T00:00:00.000Z' },
    engine: { operations: { signCheckpoint } },
    store: { records: { list } },
  } as unknown as Parameters<typeof keepCheckpoints>[0];
  const log = { info: () => undefined, error: (_fields: unknown, message: string) => void logged.push(message) };
  return { kept: keepCheckpoints(parts, log), signCheckpoint, list, logged };
}

const SIGNED = { kind: 'signed', checkpoint: {} } as Signed;
const BROKEN = { kind: 'refused', reason: 'chain-broken', detail: 'record 3 was changed' } as Signed;

test('it signs again and again, whatever became of the time before, and stops', async () => {
  const { kept, signCheckpoint, logged } = keeper([new Error('the store is away'), SIGNED], { to: join('x', 'kept') });
  expect(kept.state()).toBeUndefined();
  await vi.waitFor(() => expect(signCheckpoint.mock.calls.length).toBeGreaterThan(2));
  await kept.stop();
  expect(kept.state()).toBe('intact');
  expect(logged).toEqual(['no checkpoint of the audit log could be signed']);
  const calls = signCheckpoint.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(signCheckpoint.mock.calls).toHaveLength(calls);
});

test('a log that was changed is known as broken', async () => {
  const { kept } = keeper([BROKEN], { to: 'kept' });
  await vi.waitFor(() => expect(kept.state()).toBe('broken'));
  await kept.stop();
});

test('a process that keeps none outside leaves it to the one that has just signed', async () => {
  const { kept, signCheckpoint, list } = keeper([SIGNED], { lastAt: '2026-01-01T00:00:00.000Z' });
  await vi.waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(1));
  await kept.stop();
  expect(signCheckpoint).not.toHaveBeenCalled();
});
