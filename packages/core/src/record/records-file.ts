import { z } from 'zod';
import type { Digest } from '../ports/digest.ts';
import type { Instant } from '../value/instant.ts';
import type { AuditRecord, ChainHead } from './record.ts';
import { verifyChain, type ChainClaims, type ChainVerdict } from './verify-chain.ts';

/*
 * Exported records are JSON lines: a header with the anchor, a record on each line, and a trailer that names the last.
 * So a part of the log can be verified without the log.
 */

const FORMAT = 'trueup-records';
const FORMAT_VERSION = 1;

const head = z.strictObject({ seq: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) });

const header = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  /** The record before the first of the file. */
  anchor: head,
  from: z.string().exactOptional(),
  to: z.string().exactOptional(),
});

const trailer = z.strictObject({ end: head });

/** Strict: a member that the hash does not cover would be believed. Actions are open, a later program has more. */
const line = z.strictObject({
  seq: z.int().positive(),
  at: z.string(),
  actor: z.strictObject({ kind: z.string(), name: z.string() }),
  action: z.string(),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  detail: z.record(z.string(), z.json()),
  previousHash: z.string(),
  hash: z.string(),
});

/** The lines of a file, each without its end. The records are one run of the chain, which continues the anchor. */
export async function* recordsFileLines(
  records: AsyncIterable<AuditRecord>,
  given: { readonly anchor: ChainHead; readonly from?: Instant; readonly to?: Instant },
): AsyncGenerator<string> {
  const { anchor, from, to } = given;
  yield JSON.stringify({
    format: FORMAT,
    version: FORMAT_VERSION,
    anchor: { seq: anchor.seq, hash: anchor.hash },
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  let end: ChainHead = anchor;
  for await (const record of records) {
    yield JSON.stringify(record);
    end = record;
  }
  yield JSON.stringify({ end: { seq: end.seq, hash: end.hash } });
}

class NoRecordsFile extends Error {
  override readonly name = 'NoRecordsFile';
}

/** Verifies such a file alone; with `vouched` also that it is a part of the log that checkpoints were taken of. */
export async function verifyRecordsFile(
  lines: AsyncIterable<string>,
  digest: Digest,
  vouched: NonNullable<ChainClaims['vouched']> = [],
): Promise<ChainVerdict & { readonly anchor?: ChainHead }> {
  const texts = lines[Symbol.asyncIterator]();
  const opening = await texts.next();
  const first = header.safeParse(opening.done ? undefined : jsonOf(opening.value));
  if (!first.success) return { kind: 'broken', seq: 0, problem: 'line 1 is no header of exported records' };
  const { anchor } = first.data;
  let end: ChainHead | undefined;
  let last = anchor.seq;
  const records = async function* (): AsyncGenerator<AuditRecord> {
    for (let text = await texts.next(); !text.done; text = await texts.next()) {
      if (end) throw new NoRecordsFile(`something follows the end of the file`);
      const value = jsonOf(text.value);
      const record = line.safeParse(value).data;
      end = record ? undefined : trailer.safeParse(value).data?.end;
      if (!record && !end) throw new NoRecordsFile(`the line after record ${last} is no record`);
      if (record) {
        last = record.seq;
        yield record as AuditRecord;
      }
    }
    if (!end) throw new NoRecordsFile(`the file is cut off after record ${last}`);
  };
  try {
    return { ...(await verifyChain(records(), () => end ?? anchor, digest, { anchor, vouched, part: true })), anchor };
  } catch (error) {
    if (error instanceof NoRecordsFile) return { kind: 'broken', seq: last + 1, problem: error.message };
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
