import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chained, type AuditRecord, type ChainHead } from './record.ts';
import { recordsFileLines, verifyRecordsFile } from './records-file.ts';
import { CHAIN_START } from './verify-chain.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

function chain(length: number): AuditRecord[] {
  const records: AuditRecord[] = [];
  let head: ChainHead = CHAIN_START;
  for (let index = 0; index < length; index += 1) {
    const at = new Date(index).toISOString();
    const subject = { kind: 'plan', id: `plan-${index}` } as const;
    const record = chained(
      { at, actor: { kind: 'person', name: 'ann' }, action: 'plan.approved', subject, detail: { index } },
      head,
      digest,
    );
    records.push(record);
    head = record;
  }
  return records;
}

async function* each<T>(given: readonly T[]): AsyncGenerator<T> {
  yield* given;
}

async function all<T>(given: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const one of given) gathered.push(one);
  return gathered;
}

const records = chain(20);
const anchor = records[4] as AuditRecord;
const lines = await all(recordsFileLines(each(records.slice(5, 15)), { anchor }));

test('a part of the log is verified alone', async () => {
  expect(await verifyRecordsFile(each(lines), digest)).toEqual({
    kind: 'intact',
    records: 10,
    head: records[14]?.hash,
    anchor: { seq: 5, hash: anchor.hash },
  });
});

test('checkpoints of other parts say nothing about it, those of its own must match', async () => {
  const vouched = [2, 5, 10, 18].map((seq) => records[seq - 1] as AuditRecord);
  expect(await verifyRecordsFile(each(lines), digest, vouched)).toMatchObject({ kind: 'intact' });
  const wrong = [{ seq: 10, hash: digest('another') }];
  expect(await verifyRecordsFile(each(lines), digest, wrong)).toMatchObject({ kind: 'broken', seq: 10 });
});

test('a part without records is whole', async () => {
  const empty = await all(recordsFileLines(each([]), { anchor }));
  expect(await verifyRecordsFile(each(empty), digest)).toMatchObject({ kind: 'intact', records: 0 });
});

test('an edit of any one character is found', async () => {
  const text = lines.join('\n');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: text.length - 1 }), fc.constantFrom('0', 'x', '"'), async (at, put) => {
      const damaged = `${text.slice(0, at)}${put}${text.slice(at + 1)}`;
      fc.pre(damaged !== text);
      expect(await verifyRecordsFile(each(damaged.split('\n')), digest)).toMatchObject({ kind: 'broken' });
    }),
    { numRuns: 500 },
  );
});

test.each<[string, (given: string[]) => string[]]>([
  ['a line less', (given) => given.toSpliced(3, 1)],
  ['two lines swapped', (given) => given.with(3, given[4] ?? '').with(4, given[3] ?? '')],
  ['its end cut off', (given) => given.slice(0, -1)],
  ['no header', (given) => given.slice(1)],
  ['something after its end', (given) => [...given, given[3] ?? '']],
  ['a member that the hash does not cover', (given) => given.with(3, `{"note":1,${(given[3] ?? '').slice(1)}`)],
])('a file with %s is broken', async (_what, damage) => {
  expect(await verifyRecordsFile(each(damage([...lines])), digest)).toMatchObject({ kind: 'broken' });
});
