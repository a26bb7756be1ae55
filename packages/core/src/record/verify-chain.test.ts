import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chained, FIRST_PREVIOUS_HASH, type AuditRecord, type ChainHead } from './record.ts';
import { verifyChain } from './verify-chain.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

function chain(length: number, name = 'ann'): { records: AuditRecord[]; head: ChainHead } {
  const records: AuditRecord[] = [];
  let head: ChainHead = { seq: 0, hash: FIRST_PREVIOUS_HASH };
  for (let index = 0; index < length; index += 1) {
    const record = chained(
      {
        at: new Date(index).toISOString(),
        actor: { kind: 'person', name },
        action: 'plan.approved',
        subject: { kind: 'plan', id: `plan-${index}` },
        detail: { index },
      },
      head,
      digest,
    );
    records.push(record);
    head = record;
  }
  return { records, head: { seq: head.seq, hash: head.hash } };
}

test('an untouched chain is intact', async () => {
  const { records, head } = chain(20);
  expect(await verifyChain(records, head, digest)).toEqual({ kind: 'intact', records: 20, head: head.hash });
});

test('an empty chain is intact', async () => {
  expect(await verifyChain([], { seq: 0, hash: FIRST_PREVIOUS_HASH }, digest)).toMatchObject({
    kind: 'intact',
    records: 0,
  });
});

type Damage = (records: AuditRecord[], at: number) => AuditRecord[];
const edited =
  (change: (record: AuditRecord) => AuditRecord): Damage =>
  (records, at) =>
    records.with(at, change(records[at] as AuditRecord));

test.each<[string, Damage]>([
  ['edited', edited((record) => ({ ...record, detail: { index: -1 } }))],
  ['said to be by another person', edited((record) => ({ ...record, actor: { kind: 'person', name: 'bob' } }))],
  ['said to be at another time', edited((record) => ({ ...record, at: '2030-01-01T00:00:00.000Z' }))],
  ['removed', (records, at) => records.toSpliced(at, 1)],
  [
    'removed, the later ones renumbered',
    (records, at) => records.toSpliced(at, 1).map((record, index) => ({ ...record, seq: index + 1 })),
  ],
  ['written twice', (records, at) => records.toSpliced(at, 0, records[at] as AuditRecord)],
  ['moved', (records, at) => records.toSpliced(at, 1).toSpliced((at + 7) % 19, 0, records[at] as AuditRecord)],
])('a record that was %s is found', async (_name, damage) => {
  const { records, head } = chain(20);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 19 }), async (at) => {
      const damaged = damage([...records], at);
      fc.pre(JSON.stringify(damaged) !== JSON.stringify(records));
      expect(await verifyChain(damaged, head, digest)).toMatchObject({ kind: 'broken' });
    }),
  );
});

test('the place named is the first that is wrong', async () => {
  const { records, head } = chain(20);
  const damaged = records.with(4, { ...(records[4] as AuditRecord), detail: {} });
  expect(await verifyChain(damaged, head, digest)).toMatchObject({
    seq: 5,
    problem: 'record 5 was changed after it was written',
  });
});

test('what is kept after an anchor is intact, and its checkpoints before the anchor say nothing', async () => {
  const { records, head } = chain(20);
  const anchor = records[11] as AuditRecord;
  const vouched = [records[4], records[11], records[15]] as AuditRecord[];
  expect(await verifyChain(records.slice(12), head, digest, { anchor, vouched })).toEqual({
    kind: 'intact',
    records: 8,
    head: head.hash,
  });
});

test('records that were removed without an anchor, or up to another one, are missed', async () => {
  const { records, head } = chain(20);
  expect(await verifyChain(records.slice(12), head, digest)).toMatchObject({ kind: 'broken', seq: 1 });
  const anchor = records[10] as AuditRecord;
  expect(await verifyChain(records.slice(12), head, digest, { anchor })).toMatchObject({ kind: 'broken', seq: 12 });
});

test('an end that was cut together with its head shows by a checkpoint', async () => {
  const { records } = chain(20);
  const vouched = [records[4], records[17]] as AuditRecord[];
  const cut = records.slice(0, 15);
  const head = cut[14] as AuditRecord;
  expect(await verifyChain(cut, head, digest)).toMatchObject({ kind: 'intact' });
  expect(await verifyChain(cut, head, digest, { vouched })).toMatchObject({ kind: 'broken', seq: 16 });
});

test('a log that was written anew shows by a checkpoint', async () => {
  const vouched = [chain(20).records[9] as AuditRecord];
  const { records, head } = chain(25, 'mallory');
  expect(await verifyChain(records, head, digest)).toMatchObject({ kind: 'intact' });
  expect(await verifyChain(records, head, digest, { vouched })).toMatchObject({ kind: 'broken', seq: 10 });
});
