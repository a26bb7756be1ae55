import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readPolicyFiles } from './policy-files.ts';

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'trueup-files-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test('a mounted configuration, which is made of links, is read', async () => {
  const dir = await folder();
  await mkdir(join(dir, '..data'));
  await writeFile(join(dir, '..data', 'trueup.yaml'), 'a: 1\n');
  await symlink(join('..data', 'trueup.yaml'), join(dir, 'trueup.yaml'));
  expect(await readPolicyFiles(dir)).toEqual({ kind: 'files', files: [{ name: 'trueup.yaml', text: 'a: 1\n' }] });
});

test('a link that leads around in a circle ends', async () => {
  const dir = await folder();
  await writeFile(join(dir, 'a.yaml'), '');
  await symlink(dir, join(dir, 'again'));
  expect(await readPolicyFiles(dir)).toMatchObject({ kind: 'files', files: { length: 6 } });
});

test('what is not there is absent, and what cannot be read is not', async () => {
  const dir = await folder();
  expect(await readPolicyFiles(join(dir, 'none.yaml'))).toMatchObject({ kind: 'absent' });
  expect(await readPolicyFiles(dir)).toMatchObject({ kind: 'absent' });
  await symlink('nowhere', join(dir, 'broken.yaml'));
  expect(await readPolicyFiles(dir)).toMatchObject({ kind: 'unreadable' });
});

test('more bytes than a policy takes, or bytes that are no text, are not read', async () => {
  const dir = await folder();
  await writeFile(join(dir, 'a.yaml'), 'ä'.repeat(1_000_001));
  expect(await readPolicyFiles(dir)).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(/2000000/) });
  await writeFile(join(dir, 'a.yaml'), Buffer.from([0x61, 0xff, 0xfe]));
  expect(await readPolicyFiles(join(dir, 'a.yaml'))).toMatchObject({ kind: 'unreadable' });
});
