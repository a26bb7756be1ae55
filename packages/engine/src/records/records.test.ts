import { generateKeyPairSync, sign, verify } from 'node:crypto';
import {
  CHAIN_START,
  chained,
  verifyRecordsFile,
  type Actor,
  type AuditRecord,
  type Checkpoint,
  type CheckpointPlace,
  type VerifySignature,
} from '@trueup/core';
import { expect, test } from 'vitest';
import { exportRecords } from './export-records.ts';
import { removeRecords } from './remove-records.ts';
import { digest, scriptedRecords, type ScriptedRecords } from './scripted-records.ts';
import { signCheckpoint } from './sign-checkpoint.ts';
import { verifyRecords } from './verify-records.ts';

const ANN: Actor = { kind: 'person', name: 'ann' };
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const signer = {
  keyId: '0123456789abcdef',
  sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64'),
};
const trusted: VerifySignature = (_key, text, signature) =>
  verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64')) ? 'valid' : 'invalid';

function place(): CheckpointPlace & { readonly kept: Checkpoint[] } {
  const kept: Checkpoint[] = [];
  return {
    kept,
    write: async (checkpoint) => {
      kept.push(checkpoint);
      return { kind: 'written', where: 'outside' };
    },
    read: async () => ({ kind: 'read', checkpoints: kept }),
  };
}

async function withCheckpoint(records: ScriptedRecords, outside: CheckpointPlace): Promise<void> {
  expect(await signCheckpoint(records.parts, { signer, place: outside }, ANN)).toMatchObject({ kind: 'signed' });
}

test('each checkpoint continues the one before, is kept outside and recorded', async () => {
  const records = scriptedRecords();
  const outside = place();
  for (let round = 0; round < 3; round += 1) {
    await records.add(4);
    await withCheckpoint(records, outside);
  }
  expect(outside.kept.map(({ seq }) => seq)).toEqual([4, 9, 14]);
  expect(records.log.filter(({ action }) => action === 'checkpoint.signed')).toHaveLength(3);
  expect(await verifyRecords(records.parts, { checkpoints: outside.kept })).toMatchObject({
    kind: 'intact',
    records: 15,
  });
});

test('a log that was changed gets no signature', async () => {
  const records = scriptedRecords();
  const outside = place();
  await records.add(5);
  records.log[2] = { ...(records.log[2] as AuditRecord), detail: { index: 99 } };
  const signed = await signCheckpoint(records.parts, { signer, place: outside }, ANN);
  expect(signed).toMatchObject({ kind: 'refused', reason: 'chain-broken' });
  expect(outside.kept).toEqual([]);
});

test('a log that was cut behind the last checkpoint gets no signature', async () => {
  const records = scriptedRecords();
  const outside = place();
  await records.add(5);
  await withCheckpoint(records, outside);
  records.head = records.log[3] as AuditRecord;
  const signed = await signCheckpoint(records.parts, { signer, place: outside }, ANN);
  expect(signed).toMatchObject({ kind: 'refused', reason: 'chain-broken' });
});

test('a log written anew around a forged checkpoint gets no signature', async () => {
  const records = scriptedRecords();
  await records.add(5);
  const forger = { ...signer, sign: () => `${'A'.repeat(86)}==` };
  expect(await signCheckpoint(records.parts, { signer: forger }, ANN)).toMatchObject({ kind: 'signed' });
  const signed = await signCheckpoint(records.parts, { signer }, ANN);
  expect(signed).toMatchObject({ kind: 'refused', reason: 'chain-broken' });
});

test('what could not be written outside is not recorded', async () => {
  const records = scriptedRecords();
  await records.add(2);
  const full: CheckpointPlace = { ...place(), write: async () => ({ kind: 'failed', problem: 'disk full' }) };
  const signed = await signCheckpoint(records.parts, { signer, place: full }, ANN);
  expect(signed).toMatchObject({ kind: 'refused', reason: 'checkpoint-unwritten', detail: 'disk full' });
  expect(records.log).toHaveLength(2);
});

test('a log cut together with its head, and one written anew, show by the checkpoints', async () => {
  const records = scriptedRecords();
  const outside = place();
  await records.add(6);
  await withCheckpoint(records, outside);
  const { log } = records;
  log.splice(4);
  records.head = log[3] as AuditRecord;
  expect(await verifyRecords(records.parts, {})).toMatchObject({ kind: 'intact' });
  expect(await verifyRecords(records.parts, { checkpoints: outside.kept })).toMatchObject({ kind: 'broken', seq: 5 });

  log.splice(0);
  records.head = CHAIN_START;
  records.now = '2026-01-02T00:00:00.000Z';
  await records.add(9);
  expect(await verifyRecords(records.parts, {})).toMatchObject({ kind: 'intact' });
  expect(await verifyRecords(records.parts, { checkpoints: outside.kept })).toMatchObject({ kind: 'broken', seq: 6 });
});

async function aged(): Promise<{ readonly records: ScriptedRecords; readonly outside: ReturnType<typeof place> }> {
  const records = scriptedRecords();
  const outside = place();
  await records.add(5);
  records.now = '2026-06-01T00:00:00.000Z';
  await records.add(5);
  await withCheckpoint(records, outside);
  return { records, outside };
}

const MARCH = '2026-03-01T00:00:00.000Z';

test('old records are removed, a record tells of it, and the rest stays a chain', async () => {
  const { records, outside } = await aged();
  const given = { before: MARCH, checkpoints: outside.kept, verify: trusted };
  const removed = await removeRecords(records.parts, given, ANN);
  expect(removed).toMatchObject({ kind: 'removed', removed: 5, anchor: { seq: 5 } });
  expect(records.log.at(-1)).toMatchObject({
    action: 'records.removed',
    subject: { id: '1-5' },
    detail: { from: 1, through: 5, records: 5, hash: records.anchor?.hash },
  });
  expect(await verifyRecords(records.parts, { checkpoints: outside.kept })).toMatchObject({
    kind: 'intact',
    records: 7,
  });
  await withCheckpoint(records, outside);
  expect(await removeRecords(records.parts, given, ANN)).toMatchObject({ reason: 'nothing-to-remove' });
});

test.each<[string, (checkpoints: Checkpoint[]) => Checkpoint[], string]>([
  ['no checkpoint', () => [], 'checkpoint-missing'],
  ['one that covers too little', (kept) => kept.map((one) => ({ ...one, seq: 3 })), 'checkpoint-untrusted'],
  ['one of another log', (kept) => [resigned({ ...(kept[0] as Checkpoint), hash: 'f'.repeat(64) })], 'chain-broken'],
])('nothing is removed with %s', async (_what, damage, reason) => {
  const { records, outside } = await aged();
  const given = { before: MARCH, checkpoints: damage(outside.kept), verify: trusted };
  expect(await removeRecords(records.parts, given, ANN)).toMatchObject({ kind: 'refused', reason });
  expect(records.log[0]?.seq).toBe(1);
});

function resigned({ signature: _signature, ...unsigned }: Checkpoint): Checkpoint {
  const { seq, hash, at, records, keyId, previous } = unsigned;
  const text = JSON.stringify({ at, hash, keyId, kind: 'trueup-checkpoint', previous, records, seq });
  return { ...unsigned, signature: signer.sign(text) };
}

test('records that went without a record of it are missed, whatever the anchor says', async () => {
  const { records } = await aged();
  const [gone] = records.log.splice(0, 3).toReversed();
  records.anchor = { seq: 3, hash: gone?.hash ?? '' };
  expect(await verifyRecords(records.parts, {})).toMatchObject({
    kind: 'broken',
    problem: expect.stringContaining('no record tells who removed'),
  });
});

test('a noted head must still be in the log', async () => {
  const { records } = await aged();
  expect(await verifyRecords(records.parts, { noted: records.log[4]?.hash ?? '' })).toMatchObject({ kind: 'intact' });
  expect(await verifyRecords(records.parts, { noted: 'a'.repeat(64) })).toMatchObject({ kind: 'broken' });
});

test('what was exported is verified alone and is itself recorded', async () => {
  const { records, outside } = await aged();
  const lines = await exportRecords(records.parts, { from: MARCH }, ANN);
  const verdict = await verifyRecordsFile(lines, digest, outside.kept);
  expect(verdict).toMatchObject({ kind: 'intact', records: 6, anchor: { seq: 5 } });
  expect(records.log.at(-1)).toMatchObject({ action: 'records.exported', subject: { id: '6-11' } });
});

test('a record between them whose clock was set back is exported too', async () => {
  const { records } = await aged();
  const early = { ...(records.log[0] as AuditRecord), detail: {} };
  const back = chained(early, records.head, digest);
  records.log.push(back);
  records.head = back;
  await records.add(1);
  const verdict = await verifyRecordsFile(await exportRecords(records.parts, { from: MARCH }, ANN), digest);
  expect(verdict).toMatchObject({ kind: 'intact', records: 8 });
});

test('of a time without records there is nothing to export, and that is verified too', async () => {
  const { records } = await aged();
  const lines = await exportRecords(records.parts, { from: '2030-01-01T00:00:00.000Z' }, ANN);
  expect(await verifyRecordsFile(lines, digest)).toMatchObject({ kind: 'intact', records: 0 });
});
