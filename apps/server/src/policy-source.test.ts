import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredPolicy } from '@trueup/core';
import { PolicyUnreadable } from '@trueup/engine';
import { expect, onTestFinished, test } from 'vitest';
import { policyDrift } from './policy-drift.ts';
import { policyParser } from './policy-parser.ts';
import { policySource, type PolicySource } from './policy-source.ts';

const NOW = '2026-03-01T12:00:00.000Z';
const text = (name: string): string => `accounts:\n  - { id: '111122223333', name: ${name} }\nregions: [eu-west-1]\n`;
const digest = (given: string): string => createHash('sha256').update(given).digest('hex');

/** A source on a path of its own, over one stored definition that tells how often it was read. */
async function world(): Promise<{
  readonly path: string;
  readonly source: PolicySource;
  readonly reads: () => number;
  apply(text: string): void;
}> {
  const dir = await mkdtemp(join(tmpdir(), 'trueup-policy-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const path = join(dir, 'trueup.yaml');
  let stored: StoredPolicy | undefined;
  let version = 0;
  let reads = 0;
  const parse = policyParser({ catalogue: [], controls: [], digest, clock: { now: () => NOW } });
  const definitions = {
    version: () => Promise.resolve(version),
    get: () => {
      reads += 1;
      return Promise.resolve(stored as never);
    },
  };
  return {
    path,
    source: policySource({ path, definitions, parse }),
    reads: () => reads,
    apply(given) {
      const files = [{ name: 'applied.yaml', text: given }];
      stored = { files, hash: digest(given), appliedAt: NOW, appliedBy: 'alice' };
      version += 1;
    },
  };
}

const nameIn = async (source: PolicySource): Promise<string | undefined> => (await source.read()).accounts[0]?.name;

test('before anything was applied, each change of the file counts at once, and a file that goes leaves nothing', async () => {
  const { path, source } = await world();
  await expect(source.read()).rejects.toThrow(/trueup init/);
  await writeFile(path, text('first'));
  expect(await nameIn(source)).toBe('first');
  await writeFile(path, text('second'));
  expect(await nameIn(source)).toBe('second');
  await rm(path);
  expect(await source.readIfThere()).toBeUndefined();
  expect(source.last()).toBeUndefined();
});

test('what was applied counts from then on, whatever becomes of the file', async () => {
  const { path, source, apply } = await world();
  await writeFile(path, text('file'));
  apply(text('applied'));
  expect(await nameIn(source)).toBe('applied');
  await writeFile(path, 'accounts: [');
  expect(await nameIn(source)).toBe('applied');
  await rm(path);
  expect(await nameIn(source)).toBe('applied');
  apply(text('again'));
  expect(await nameIn(source)).toBe('again');
});

test('the stored policy is read once a version, and parsed once', async () => {
  const { source, reads, apply } = await world();
  apply(text('applied'));
  const [first, second] = [await source.read(), await source.read()];
  expect(second).toBe(first);
  expect(reads()).toBe(1);
});

test('a stored policy that this version cannot read is no policy, and the file does not take its place', async () => {
  const { path, source, apply } = await world();
  await writeFile(path, text('file'));
  apply('accounts: []\n');
  await expect(source.read()).rejects.toThrow(PolicyUnreadable);
  await expect(source.read()).rejects.toThrow(/^applied policy, applied\.yaml:1:\d+: accounts: /);
});

test('a fault in the file names the file', async () => {
  const { path, source } = await world();
  await writeFile(path, text('x').replace('eu-west-1', 'Europe'));
  await expect(source.read()).rejects.toThrow(`${path}:3:11: regions[0]: 'Europe' is not an AWS region name`);
});

test('a folder is a policy, and a fault names the file in it', async () => {
  const { path, source } = await world();
  await mkdir(join(path, 'lines'), { recursive: true });
  await writeFile(join(path, 'accounts.yml'), text('folder'));
  await writeFile(join(path, 'lines', 'a.yaml'), 'remediations: [{ controls: ["*"], mode: manual }]\n');
  await writeFile(join(path, '.hidden.yaml'), 'nonsense: [');
  await writeFile(join(path, 'README.md'), '# not a policy');
  expect((await source.read()).remediations).toHaveLength(1);
  await writeFile(join(path, 'lines', 'b.yaml'), 'regions: 1\n');
  await expect(source.read()).rejects.toThrow(`${path}/lines/b.yaml:1:1: regions: stands in accounts.yml:3:1 already`);
});

test('an exception that is dated ahead is refused when it comes in, and not afterwards', async () => {
  const { source } = await world();
  const ahead = `${text('x')}exceptions: [{ id: a, scope: { regions: [eu-west-1] }, owner: o, approver: p, justification: j, placedAt: 2026-03-05, expiresAt: 2026-04-01 }]\n`;
  const files = [{ name: 'a.yaml', text: ahead }];
  expect(source.parse(files, 'now')).toMatchObject({ problems: [{ path: 'exceptions[0].placedAt' }] });
  expect(source.parse(files, 'applied')).toMatchObject({ kind: 'policy' });
});

test('drift says whether the file is what was applied, and what it says otherwise', async () => {
  const { path, source, apply } = await world();
  await writeFile(path, text('one'));
  expect(await policyDrift(source)).toMatchObject({ kind: 'never-applied' });
  apply(text('one'));
  expect(await policyDrift(source)).toMatchObject({ kind: 'in-sync' });
  await writeFile(path, text('two'));
  expect(await policyDrift(source)).toMatchObject({
    kind: 'differs',
    changes: [{ text: 'account 111122223333: name one → two' }],
  });
  await writeFile(path, 'accounts: 1');
  expect(await policyDrift(source)).toMatchObject({ kind: 'file-unreadable' });
  await rm(path);
  expect(await policyDrift(source)).toMatchObject({ kind: 'file-absent' });
});
