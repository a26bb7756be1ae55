import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import { parse } from 'yaml';
import { expect, onTestFinished, test } from 'vitest';
import { embeddedAs } from './testing/embedded-as.ts';
import { runHere } from './testing/run-here.ts';
import { expectRefused, servedUntil } from './testing/served.ts';

const { emptyDir } = servedUntil(onTestFinished);

const VALID = 'regions: [eu-west-1]\n';

/** A command line as alice, on one Trueup that remembers, with a policy file. */
async function world(text = VALID) {
  const dir = await emptyDir();
  const path = join(dir, 'trueup.yaml');
  await writeFile(path, text);
  const embedded = embeddedAs(scriptedTrueup());
  return {
    dir,
    path,
    trueup: (...args: string[]) => runHere(['--data-dir', dir, '--as', 'alice', ...args], embedded),
  };
}

test('validate takes the policy file where none is named, and tells each problem with its place', async () => {
  const { dir, path, trueup } = await world();
  expect(await trueup('policy', 'validate')).toMatchObject({ code: 0, stdout: 'The policy is valid.\n' });
  await writeFile(path, 'accounts: []\n');
  const told = await trueup('policy', 'validate', path);
  expect(told).toMatchObject({ code: 1, stdout: `${path}:2:3: regions: is missing\n` });
  await mkdir(join(dir, 'folder'));
  await writeFile(join(dir, 'folder', 'a.yaml'), 'accounts: []\n');
  const inFolder = await trueup('policy', 'validate', join(dir, 'folder'));
  expect(inFolder.stdout).toBe(`${join(dir, 'folder', 'a.yaml')}:2:3: regions: is missing\n`);
  const json = await trueup('-o', 'json', 'policy', 'validate', path);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({ valid: false, problems: [{ file: 'trueup.yaml', line: 2 }] });
});

test('a policy that is not there is told before anything is opened', async () => {
  const { dir, trueup } = await world();
  expectRefused(await trueup('policy', 'plan', join(dir, 'none.yaml')), /none\.yaml does not exist/);
});

test('plan says what changes and for how many findings, and that something is pending', async () => {
  const { trueup } = await world();
  const { code, stdout } = await trueup('policy', 'plan');
  expect(code).toBe(2);
  expect(stdout).toContain('In force: none yet.');
  expect(stdout).toContain('~ line line-1: mode manual → automatic');
  expect(stdout).toContain(
    'Of the first 10000 open findings (there are more), 3 would be decided by another line or mode:',
  );
  expect(stdout).toContain('  3: none (manual) → line-1 (automatic)');
  expect(stdout).toContain('S3.8 has 0 of 5 verified repairs in a row');
  expect(stdout).toMatch(/Plan hash: none-to-hash-21\n$/);
});

test('apply by the plan hash puts it in force, once', async () => {
  const { trueup } = await world();
  const applied = await trueup('policy', 'apply', '--hash', 'none-to-hash-21', '--reason', 'CHG-42');
  expect(applied).toMatchObject({
    code: 0,
    stdout: 'Policy hash-21 is in force, applied by alice. 4 more open findings are due for a decision.\n',
  });
  expect(applied.stderr).toContain('mode manual → automatic');
  expectRefusedLast(await trueup('policy', 'apply', '--hash', 'none-to-hash-21'), /plan again/);
  expect(await trueup('policy', 'plan')).toMatchObject({ code: 0 });
  expect((await trueup('-o', 'json', 'policy', 'drift')).stdout).toContain('in-sync');
});

/** What would change stands on standard error before. */
function expectRefusedLast(
  { code, stdout, stderr }: { code: number | null; stdout: string; stderr: string },
  message: RegExp,
) {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(message);
}

test('without a hash and without anyone to ask, nothing is applied', async () => {
  const { trueup } = await world();
  expectRefused(await trueup('policy', 'apply'), /pass --hash/);
  expectRefused(await trueup('policy', 'export'), /no policy/);
});

test('a policy with a fault is not applied', async () => {
  const { path, trueup } = await world('accounts: []\n');
  const { code, stdout } = await trueup('policy', 'apply', '--hash', 'any');
  expect({ code, stdout }).toEqual({ code: 1, stdout: `${path}:2:3: regions: is missing\n` });
});

test('export gives the files back, and overwrites none', async () => {
  const { dir, trueup } = await world();
  await trueup('policy', 'apply', '--hash', 'none-to-hash-21');
  expect((await trueup('policy', 'export')).stdout).toBe(VALID);
  const out = join(dir, 'out');
  expect(await trueup('policy', 'export', out)).toMatchObject({ code: 0, stdout: 'Wrote 1 file(s).\n' });
  expect(await readFile(join(out, 'trueup.yaml'), 'utf8')).toBe(VALID);
  expectRefused(await trueup('policy', 'export', out), /never overwrites/);
});

test('explain names the line that decides and what the guards say', async () => {
  const { trueup } = await world();
  const { code, stdout } = await trueup('policy', 'explain', 'f-0000000000000001');
  expect(code).toBe(0);
  expect(stdout).toContain('Guards, in the order in which they are asked');
});

test('before the first apply nothing drifts', async () => {
  const { trueup } = await world();
  expect(await trueup('policy', 'drift')).toMatchObject({ code: 0, stdout: 'no policy was applied yet\n' });
});

test('the schema is printed, and init writes it beside a policy that names it', async () => {
  const { dir, trueup } = await world();
  const { stdout } = await trueup('policy', 'schema');
  expect(JSON.parse(stdout)).toMatchObject({ title: 'Trueup policy' });
  const path = join(dir, 'new', 'trueup.yaml');
  expect(await trueup('--policy', path, 'init')).toMatchObject({ code: 0 });
  const text = await readFile(path, 'utf8');
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/policy\.schema\.json\n/);
  expect(parse(text)).toMatchObject({ accounts: [{ id: '222222222222' }] });
  expect(await readFile(join(dir, 'new', 'policy.schema.json'), 'utf8')).toBe(stdout);
});
