import type { Digest } from '../ports/digest.ts';
import { FIRST_PREVIOUS_HASH, recordHash, type AuditRecord, type ChainHead } from './record.ts';

export type ChainVerdict =
  /** `records`: how many are kept, all of them whole. */
  | { readonly kind: 'intact'; readonly records: number; readonly head: string }
  | { readonly kind: 'broken'; readonly seq: number; readonly problem: string };

/** What else must be true of a chain. */
export interface ChainClaims {
  /** The record that what is kept continues. Absent: the log is kept from its first record. */
  readonly anchor?: ChainHead;
  /** Places of the chain as checkpoints name them, in the order of their seq. */
  readonly vouched?: readonly ChainHead[];
  /** It is a part of a log, whose later checkpoints say nothing about it. Absent: no. */
  readonly part?: boolean;
}

/** Where a log begins that nothing was removed from. */
export const CHAIN_START: ChainHead = { seq: 0, hash: FIRST_PREVIOUS_HASH };

/**
 * Reads a whole chain in order and says whether any record was edited, removed or moved. `head` is where the store
 * says the chain ends, asked for once all is read, so that a missing end is seen too; what checkpoints vouch for shows an end that was cut and a
 * head that was moved with it, and a log that was written anew. Checkpoints before the anchor have nothing to compare
 * with and say nothing.
 */
export async function verifyChain(
  records: AsyncIterable<AuditRecord> | Iterable<AuditRecord>,
  head: ChainHead | (() => ChainHead),
  digest: Digest,
  { anchor = CHAIN_START, vouched = [], part = false }: ChainClaims = {},
): Promise<ChainVerdict> {
  const claims = vouched.filter(({ seq }) => seq >= anchor.seq).values();
  let claim = claims.next().value;
  let last = anchor;
  const claimed = (): ChainVerdict | undefined => {
    for (; claim?.seq === last.seq; claim = claims.next().value) {
      if (claim.hash !== last.hash) return replaced(claim);
    }
    return undefined;
  };
  const atAnchor = claimed();
  if (atAnchor) return atAnchor;
  for await (const record of records) {
    const problem = problemOf(record, last, digest);
    if (problem) return { kind: 'broken', seq: last.seq + 1, problem };
    last = { seq: record.seq, hash: record.hash };
    const here = claimed();
    if (here) return here;
  }
  const end = typeof head === 'function' ? head() : head;
  if (last.seq !== end.seq || last.hash !== end.hash) return unlikeHead(last, end);
  if (claim && !part) return cut(last, claim);
  return { kind: 'intact', records: last.seq - anchor.seq, head: last.hash };
}

function replaced({ seq, hash }: ChainHead): ChainVerdict {
  const problem = `a checkpoint vouches for record ${seq} with hash ${hash.slice(0, 12)}, and the log has another`;
  return { kind: 'broken', seq, problem };
}

function cut(last: ChainHead, { seq }: ChainHead): ChainVerdict {
  const problem = `the log was cut: it ends at record ${last.seq}, and a checkpoint vouches for record ${seq}`;
  return { kind: 'broken', seq: last.seq + 1, problem };
}

function unlikeHead(last: ChainHead, head: ChainHead): ChainVerdict {
  const problem = `the log ends at record ${last.seq}, but the head says ${head.seq} with hash ${head.hash.slice(0, 12)}`;
  return { kind: 'broken', seq: last.seq + 1, problem };
}

function problemOf(record: AuditRecord, last: ChainHead, digest: Digest): string | undefined {
  if (record.seq !== last.seq + 1) return `record ${last.seq + 1} is missing: record ${record.seq} follows ${last.seq}`;
  if (record.previousHash !== last.hash) return `record ${record.seq} does not continue record ${last.seq}`;
  if (recordHash(record, digest) !== record.hash) return `record ${record.seq} was changed after it was written`;
  return undefined;
}
