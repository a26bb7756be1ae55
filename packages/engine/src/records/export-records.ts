import {
  CHAIN_START,
  recordsFileLines,
  type Actor,
  type AuditRecord,
  type ChainHead,
  type Instant,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';

/** Both hold inclusively. */
interface RecordTimes {
  readonly from?: Instant;
  readonly to?: Instant;
}

/**
 * The records of a time as the lines of a file that can be verified alone. They are one run of the chain, from the
 * first of that time to the last: a record between them whose clock was set back is among them.
 */
export async function exportRecords(
  parts: EngineParts,
  { from, to }: RecordTimes,
  actor: Actor,
): Promise<AsyncIterable<string>> {
  const { store, clock } = parts;
  const times = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const run = await runOf(parts, times);
  await store.records.append([
    {
      at: clock.now(),
      actor,
      action: 'records.exported',
      subject: {
        kind: 'records',
        id: run.through === run.anchor.seq ? 'none' : `${run.anchor.seq + 1}-${run.through}`,
      },
      detail: { ...times, records: run.through - run.anchor.seq },
    },
  ]);
  const records = store.records.all({ after: run.anchor.seq, through: run.through });
  return recordsFileLines(records, { anchor: run.anchor, ...times });
}

/** Without a record of that time: nothing, after the last that is kept. */
async function runOf(
  { store }: EngineParts,
  times: RecordTimes,
): Promise<{ readonly anchor: ChainHead; readonly through: number }> {
  const head = await store.records.head();
  if (times.from === undefined && times.to === undefined) {
    return { anchor: (await store.records.anchor()) ?? CHAIN_START, through: head.seq };
  }
  let first: AuditRecord | undefined;
  let through = 0;
  for await (const record of store.records.all({ ...times, through: head.seq })) {
    first ??= record;
    through = record.seq;
  }
  if (!first) return { anchor: head, through: head.seq };
  return { anchor: { seq: first.seq - 1, hash: first.previousHash }, through };
}
