import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureCheckpointKey, InvalidPublicKey, trustedKeys } from './checkpoint-key.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'trueup-key-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));
const path = (): string => join(dataDir, 'checkpoint-key');

test('the key is made once, for its owner alone, however many ask at the same time', async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, () => ensureCheckpointKey(dataDir)));
  expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1);
  expect((await stat(path())).mode & 0o777).toBe(0o600);
  expect(keys[0]?.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  expect(keys[0]?.publicKey).not.toContain('PRIVATE');
});

test('what it signs is verified by its public key and by no other', async () => {
  const key = await ensureCheckpointKey(dataDir);
  const other = await ensureCheckpointKey(join(dataDir, 'other'));
  const signature = key.sign('text');
  const verify = trustedKeys([key.publicKey, other.publicKey]);
  expect(verify(key.keyId, 'text', signature)).toBe('valid');
  expect(verify(key.keyId, 'texts', signature)).toBe('invalid');
  expect(verify(other.keyId, 'text', signature)).toBe('invalid');
  expect(trustedKeys([other.publicKey])(key.keyId, 'text', signature)).toBe('unknown-key');
});

test('a key that others can read is refused, and so is a file without one', async () => {
  await ensureCheckpointKey(dataDir);
  await chmod(path(), 0o640);
  await expect(ensureCheckpointKey(dataDir)).rejects.toThrow('can be read by others');
  await chmod(path(), 0o600);
  await writeFile(path(), 'no key');
  await expect(ensureCheckpointKey(dataDir)).rejects.toThrow('holds no Ed25519 key');
});

test('a private key is not taken for a public one', async () => {
  await ensureCheckpointKey(dataDir);
  const secret = await readFile(path(), 'utf8');
  expect(() => trustedKeys([secret])).toThrow(InvalidPublicKey);
  expect(() => trustedKeys(['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'])).toThrow(InvalidPublicKey);
});
