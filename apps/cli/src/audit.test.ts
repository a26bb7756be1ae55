import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chained,
  CHAIN_START,
  recordsFileLines,
  signedCheckpoint,
  type AuditRecord,
  type ChainHead,
} from '@trueup/core';
import { expect, onTestFinished, test } from 'vitest';
import { embeddedAs } from './testing/embedded-as.ts';
import { runHere } from './testing/run-here.ts';
import { scriptedWith } from './testing/scripted-with.ts';
import { expectRefused, expectSaid, servedUntil } from './testing/served.ts';

const { emptyDir } = servedUntil(onTestFinished);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function chain(length: number): AuditRecord[] {
  const records: AuditRecord[] = [];
  let head: ChainHead = CHAIN_START;
  for (let index = 0; index < length; index += 1) {
    const subject = { kind: 'plan', id: `plan-${index}` } as const;
    const at = new Date(index).toISOString();
    const actor = { kind: 'person', name: 'ann' } as const;
    const record = chained({ at, actor, action: 'plan.approved', subject, detail: {} }, head, sha256);
    records.push(record);
    head = record;
  }
  return records;
}

async function* each<T>(given: readonly T[]): AsyncGenerator<T> {
  yield* given;
}

/** An export of three records, two checkpoints of them and the key that signed these, as files. */
async function exported(): Promise<{
  readonly dir: string;
  readonly file: string;
  readonly kept: string;
  readonly key: string;
}> {
  const dir = await emptyDir();
  const [file, kept, key] = [join(dir, 'part.jsonl'), join(dir, 'kept.jsonl'), join(dir, 'trueup.pub')];
  const records = chain(3);
  let lines = '';
  for await (const line of recordsFileLines(each(records), { anchor: CHAIN_START })) lines += `${line}\n`;
  await writeFile(file, lines);
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const signer = {
    keyId: createHash('sha256').update(der).digest('hex').slice(0, 16),
    sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
  const { seq, hash, at } = records[1] as AuditRecord;
  await writeFile(kept, `${JSON.stringify(signedCheckpoint({ seq, hash, at, records: 2 }, undefined, signer))}\n`);
  await writeFile(key, publicKey.export({ type: 'spki', format: 'pem' }));
  return { dir, file, kept, key };
}

test('a file that was exported is verified without a store, and with checkpoints of it', async () => {
  const { dir, file, kept, key } = await exported();
  const verify = (...args: string[]) => runHere(['--data-dir', dir, 'audit', 'verify', '--file', file, ...args]);
  const alone = await verify();
  expectSaid(alone, 0, 'intact: 3 records');
  expect(alone.stderr).not.toContain('embedded:');
  expectSaid(await verify('--checkpoints', kept, '--key', key), 0, 'intact');
  await writeFile(file, (await readFile(file, 'utf8')).replace('"name":"ann"', '"name":"eve"'));
  expectSaid(await verify(), 1, 'broken at record 1');
});

test('a file of another log does not fit the checkpoints', async () => {
  const { dir, file, kept, key } = await exported();
  const other = await exported();
  const text = await readFile(kept, 'utf8');
  expect(text).not.toBe(await readFile(other.kept, 'utf8'));
  const args = ['--data-dir', dir, 'audit', 'verify', '--file', file, '--checkpoints', other.kept, '--key', key];
  expectRefused(await runHere(args), /the checkpoints cannot be trusted: .* is not among the trusted ones/);
});

test.each([
  [['verify', '--key', 'x.pub'], /--key goes with --checkpoints/],
  [
    ['verify', '--head', 'a'.repeat(64), '--checkpoints', 's3://audit/x'],
    /--head and --checkpoints do not go together/,
  ],
  [['verify', '--checkpoints', 'nowhere.jsonl'], /nowhere\.jsonl cannot be read: ENOENT/],
  [['verify', '--file', 'x', '--checkpoints', 's3://audit/x'], /needs --key/],
  [['prune'], /required option '--before <time>' not specified/],
  [['checkpoint', '--checkpoint-minutes', '0'], /expected at least 1/],
  [['checkpoint', '--checkpoint-minutes', '1441'], /expected at most 1440/],
])('audit %j is refused', async (args, problem) => {
  expectRefused(await runHere(['--data-dir', await emptyDir(), 'audit', ...args]), problem);
});

test.each([
  ['prune', '--before', 'yesterday'],
  ['export', '--from', 'yesterday'],
])('audit %s %s %s is refused by whoever is asked', async (...args) => {
  const { code, stderr } = await runHere(['--data-dir', await emptyDir(), 'audit', ...args]);
  expect(code).toBe(1);
  expect(stderr).toContain(`${args[1].slice(2)}: expected a time such as`);
});

test('checkpoints of a longer log show that this one was cut, and the command fails', async () => {
  const { dir, kept, key } = await exported();
  const args = ['--data-dir', dir, 'audit', 'verify', '--checkpoints', kept, '--key', key];
  expectSaid(await runHere(args), 1, 'the log was cut');
});

test('a checkpoint that was signed is told with its place', async () => {
  const scripted = scriptedWith((trueup) => ({
    signCheckpoint: async () => ({
      ...(await trueup.signCheckpoint({})),
      where: 's3://audit/1.json',
      lockedUntil: '2027',
    }),
  }));
  const said = await runHere(['--data-dir', await emptyDir(), 'audit', 'checkpoint'], embeddedAs(scripted));
  expectSaid(said, 0, 'Kept in s3://audit/1.json, locked until 2027');
});

test('the settings of the command line reach whoever keeps checkpoints', async () => {
  const scripted = scriptedWith(() => ({}));
  const open = embeddedAs(scripted);
  let seen: unknown;
  await runHere(
    [
      '--data-dir',
      await emptyDir(),
      'audit',
      'checkpoint',
      '--checkpoint-to',
      '/mnt/kept',
      '--checkpoint-retain-days',
      '7',
    ],
    async (settings, log) => {
      seen = settings.checkpoints;
      return open(settings, log);
    },
  );
  expect(seen).toEqual({ to: '/mnt/kept', everyMinutes: 60, retainDays: 7 });
});
