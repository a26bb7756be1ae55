import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkpoint, Trueup } from '@trueup/api-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ensureCheckpointKey } from './checkpoint-key.ts';
import { compose, type Composition } from './compose.ts';
import { serverLog } from './server-log.ts';

let dataDir: string;
let composed: Composition;
let ann: Trueup;
const kept = (): string => join(dataDir, 'kept.jsonl');

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'trueup-audit-'));
  // As root, PostgreSQL runs as another user, who must be able to get there.
  await chmod(dataDir, 0o711);
  const policyPath = join(dataDir, 'trueup.yaml');
  await writeFile(
    policyPath,
    "partition: aws\naccounts:\n  - id: '123456789012'\n    name: main\nregions: [us-east-1]\n",
  );
  composed = await compose({
    dataDir,
    policyPath,
    endpoint: inject('awsLabEndpoint'),
    log: serverLog({ level: 'silent', destination: { write: () => undefined } }),
    checkpoints: { to: kept(), everyMinutes: 60, retainDays: 1 },
  });
  ann = composed.application({ kind: 'person', name: 'ann' });
}, 60_000);
afterAll(async () => {
  await composed.close();
  await rm(dataDir, { recursive: true, force: true });
});

const recorded = async (): Promise<void> => {
  await ann.createAccessKey({ name: 'ann', accountId: '123456789012' });
};
const checkpoints = async (): Promise<Checkpoint[]> =>
  (await readFile(kept(), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Checkpoint);

test('checkpoints are kept in the file, recorded, and the log is held against them', async () => {
  for (let round = 0; round < 2; round += 1) {
    await recorded();
    expect(await ann.signCheckpoint({})).toMatchObject({ where: kept() });
  }
  const [first, second] = await checkpoints();
  expect(await ann.verifyCheckpoints({})).toEqual({
    verdict: expect.objectContaining({ kind: 'intact' }) as unknown,
    checkpoints: 2,
    latest: second,
  });
  const { items } = await ann.listRecords({ actions: ['checkpoint.signed'] });
  expect(items.map(({ detail }) => detail['checkpoint'])).toEqual([second, first]);
});

test('given checkpoints are trusted by the keys that are given, and by no others', async () => {
  const given = await checkpoints();
  const { publicKey } = await ann.checkpointKey({});
  const other = await ensureCheckpointKey(join(dataDir, 'other'));
  expect(await ann.verifyCheckpoints({ checkpoints: given, keys: [publicKey] })).toMatchObject({
    verdict: { kind: 'intact' },
  });
  expect(await ann.verifyCheckpoints({ checkpoints: given, keys: [other.publicKey] })).toMatchObject({
    verdict: { kind: 'broken', problem: expect.stringContaining('not among the trusted') as unknown },
  });
  await expect(ann.verifyCheckpoints({ keys: ['no key'] })).rejects.toMatchObject({ code: 'invalid' });
});

test('a checkpoint of a longer log shows that this one was cut', async () => {
  const longer = { ...((await checkpoints())[0] as Checkpoint), seq: 10_000 };
  expect(await ann.verifyCheckpoints({ checkpoints: [longer] })).toMatchObject({
    verdict: { problem: expect.stringContaining('forged') as unknown },
  });
});

test('what was exported is one run of records, told in the log', async () => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of await ann.exportRecords({})) text += decoder.decode(piece, { stream: true });
  const lines = text.trim().split('\n');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ format: 'trueup-records', anchor: { seq: 0 } });
  expect(lines.length).toBeGreaterThan(4);
  expect((await ann.listRecords({ limit: 1 })).items[0]).toMatchObject({ action: 'records.exported' });
});

test('old records go only under a checkpoint, and the rest is verified', async () => {
  const before = '2100-01-01T00:00:00Z';
  await expect(ann.removeRecords({ before, checkpoints: [] })).rejects.toMatchObject({ reason: 'checkpoint-missing' });
  // The last record is newer than any checkpoint.
  await expect(ann.removeRecords({ before })).rejects.toMatchObject({ reason: 'checkpoint-missing' });
  const latest = (await checkpoints()).at(-1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const cut = new Date(Date.parse(latest?.at ?? '')).toISOString();
  const removed = await ann.removeRecords({ before: cut });
  expect(removed.removed).toBeGreaterThan(0);
  expect(await ann.verifyRecords({})).toMatchObject({ kind: 'intact' });
  expect(await ann.verifyCheckpoints({})).toMatchObject({ verdict: { kind: 'intact' } });
  expect((await ann.listRecords({ limit: 1 })).items[0]).toMatchObject({
    action: 'records.removed',
    detail: { through: removed.anchor.seq },
  });
});

test('figures are told of the store as it is', async () => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of await ann.readMetrics({})) text += decoder.decode(piece, { stream: true });
  expect(text).toContain('trueup_store_reachable 1');
  expect(text).toMatch(/^trueup_audit_head_seq [1-9]/m);
  expect(text).toMatch(/^trueup_audit_checkpoint_age_seconds \d/m);
});

test('the log is searched by actor and by time, in any offset', async () => {
  const bob = composed.application({ kind: 'person', name: 'bob' });
  await bob.createAccessKey({ name: 'bob', accountId: '123456789012' });
  const { items } = await ann.listRecords({ actor: 'bob' });
  const [record] = items;
  if (!record) throw new Error('what bob did is not in the log');
  expect(items.map(({ actor }) => actor.name)).toEqual(['bob']);
  const inTokyo = `${new Date(Date.parse(record.at) + 9 * 3_600_000).toISOString().slice(0, -1)}+09:00`;
  const found = await ann.listRecords({ actor: 'bob', from: inTokyo, to: inTokyo });
  expect(found.items).toEqual(items);
  expect((await ann.listRecords({ actor: 'bob', to: '2020-01-01T00:00:00Z' })).items).toEqual([]);
});
