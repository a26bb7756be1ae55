import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountId } from '@trueup/core';
import { memoryStore } from '@trueup/testing/memory';
import { expect, onTestFinished, test } from 'vitest';
import { createAccessKey, ensureMasterKey, listAccessKeys, removeAccessKey, secretOf } from './access-keys.ts';

async function keyParts() {
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-keys-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return { store: memoryStore().store, dataDir, clock: { now: () => '2026-03-01T10:00:00.000Z' } };
}

const given = { name: 'ann', accountId: accountId('111122223333') };

test('a secret can be derived again from the data directory, and is stored nowhere', async () => {
  const parts = await keyParts();
  const { key, secretAccessKey } = await createAccessKey(parts, given);
  expect(key).toMatchObject({ ...given, accessKeyId: expect.stringMatching(/^AKTU[A-Z2-7]{16}$/) as string });
  expect(secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
  expect(secretOf(await ensureMasterKey(parts.dataDir), key.accessKeyId)).toBe(secretAccessKey);
  expect(JSON.stringify(await listAccessKeys(parts))).not.toContain(secretAccessKey);
  expect(await readFile(join(parts.dataDir, 'aws-api-secret'), 'utf8')).not.toContain(secretAccessKey);
});

test('two keys have two ids and two secrets; a removed key is gone', async () => {
  const parts = await keyParts();
  const [one, other] = [await createAccessKey(parts, given), await createAccessKey(parts, given)];
  expect(one.key.accessKeyId).not.toBe(other.key.accessKeyId);
  expect(one.secretAccessKey).not.toBe(other.secretAccessKey);
  expect(await removeAccessKey(parts, one.key.accessKeyId)).toEqual(one.key);
  expect(await removeAccessKey(parts, one.key.accessKeyId)).toBeUndefined();
  expect(await listAccessKeys(parts)).toEqual([other.key]);
});

test('the file of the master key is for its owner alone, or it is refused', async () => {
  const { dataDir } = await keyParts();
  const path = join(dataDir, 'aws-api-secret');
  await ensureMasterKey(dataDir);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await chmod(path, 0o640);
  await expect(ensureMasterKey(dataDir)).rejects.toThrow('can be read by others (mode 640)');
});
