import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkpoint } from '@trueup/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkpointFile } from './checkpoint-file.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trueup-checkpoints-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const checkpoint = (seq: number): Checkpoint => ({
  seq,
  hash: 'a'.repeat(64),
  at: '2026-01-31T12:00:00.000Z',
  records: seq,
  keyId: '0123456789abcdef',
  previous: '0'.repeat(64),
  signature: `${'A'.repeat(86)}==`,
});

test('each is a line more, and they come back in order', async () => {
  const path = join(directory, 'kept.jsonl');
  const place = checkpointFile(path);
  expect(await place.read()).toEqual({ kind: 'read', checkpoints: [] });
  for (const seq of [1, 2]) expect(await place.write(checkpoint(seq))).toEqual({ kind: 'written', where: path });
  expect(await place.read()).toEqual({ kind: 'read', checkpoints: [checkpoint(1), checkpoint(2)] });
  expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a line that a crash cut off spoils no later one, and shows', async () => {
  const path = join(directory, 'torn.jsonl');
  await writeFile(path, `${JSON.stringify(checkpoint(1))}\n`);
  await appendFile(path, '{"seq":2,"ha');
  await checkpointFile(path).write(checkpoint(3));
  expect((await readFile(path, 'utf8')).split('\n')[2]).toBe(JSON.stringify(checkpoint(3)));
  expect(await checkpointFile(path).read()).toEqual({ kind: 'unreadable', problem: 'line 2 is no checkpoint' });
});

test('a place that cannot be written is told as it is', async () => {
  const place = checkpointFile(directory);
  expect(await place.write(checkpoint(1))).toMatchObject({
    kind: 'failed',
    problem: expect.stringContaining('EISDIR'),
  });
  expect(await place.read()).toMatchObject({ kind: 'unreadable' });
});
