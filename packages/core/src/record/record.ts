import type { Digest } from '../ports/digest.ts';
import type { Instant } from '../value/instant.ts';
import { canonicalJson, type Json, type JsonObject } from '../value/json.ts';

/** Who did something. `system` is Trueup itself: `scan`, `engine`. */
export interface Actor {
  readonly kind: 'person' | 'system';
  readonly name: string;
}

/** What an audit record can say. Closed list, in the past tense. */
export const RECORD_ACTIONS = [
  'scan.started',
  'scan.finished',
  'finding.opened',
  'finding.reopened',
  'finding.resolved',
  'finding.archived',
  'finding.undetermined',
  'finding.updated',
  'finding.action-fired',
  'plan.made',
  'plan.approved',
  'plan.rejected',
  'execution.started',
  'execution.finished',
  'execution.cancelled',
  'execution.completed',
  'execution.signalled',
  'verification.made',
  'automation.paused',
  'automation.resumed',
  'document.created',
  'document.updated',
  'document.default-changed',
  'document.deleted',
  'document.shared',
  'access-key.created',
  'access-key.deleted',
  'definition.put',
  'definition.deleted',
  'delivery.given-up',
  'store.imported',
] as const;
export type RecordAction = (typeof RECORD_ACTIONS)[number];

export interface NewRecord {
  readonly at: Instant;
  readonly actor: Actor;
  readonly action: RecordAction;
  /** What it is about: a scan, finding, plan or execution by id, a document by name, an access key by its id. */
  readonly subject: {
    readonly kind:
      | 'scan'
      | 'finding'
      | 'plan'
      | 'execution'
      | 'resource'
      | 'document'
      | 'access-key'
      | 'store'
      | 'definition'
      | 'delivery';
    readonly id: string;
  };
  readonly detail: JsonObject;
}

/** An entry of the audit log. Its hash covers the one before it, so none can be changed, removed or moved unseen. */
export interface AuditRecord extends NewRecord {
  /** Counts from 1 without gaps. */
  readonly seq: number;
  /** 64 zeros for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** Adds a record to the end of a chain. */
export function chained(record: NewRecord, head: ChainHead, digest: Digest): AuditRecord {
  const entry = { ...record, seq: head.seq + 1, previousHash: head.hash };
  return { ...entry, hash: recordHash(entry, digest) };
}

function recordHash(entry: Omit<AuditRecord, 'hash'>, digest: Digest): string {
  const { seq, at, actor, action, subject, detail, previousHash } = entry;
  return digest(canonicalJson({ seq, at, actor, action, subject, detail, previousHash } as unknown as Json));
}

export type ChainVerdict =
  | { readonly kind: 'intact'; readonly records: number; readonly head: string }
  | { readonly kind: 'broken'; readonly seq: number; readonly problem: string };

/**
 * Reads a whole chain in order and says whether any record was edited, removed or moved. `head` is where the store
 * says the chain ends, so that a missing end is seen too.
 */
export async function verifyChain(
  records: AsyncIterable<AuditRecord> | Iterable<AuditRecord>,
  head: ChainHead,
  digest: Digest,
): Promise<ChainVerdict> {
  let last: ChainHead = { seq: 0, hash: FIRST_PREVIOUS_HASH };
  for await (const record of records) {
    const problem = problemOf(record, last, digest);
    if (problem) return { kind: 'broken', seq: last.seq + 1, problem };
    last = { seq: record.seq, hash: record.hash };
  }
  if (last.seq !== head.seq || last.hash !== head.hash) {
    return {
      kind: 'broken',
      seq: last.seq + 1,
      problem: `the log ends at record ${last.seq}, but the head says ${head.seq} with hash ${head.hash.slice(0, 12)}`,
    };
  }
  return { kind: 'intact', records: last.seq, head: last.hash };
}

function problemOf(record: AuditRecord, last: ChainHead, digest: Digest): string | undefined {
  if (record.seq !== last.seq + 1) return `record ${last.seq + 1} is missing: record ${record.seq} follows ${last.seq}`;
  if (record.previousHash !== last.hash) return `record ${record.seq} does not continue record ${last.seq}`;
  if (recordHash(record, digest) !== record.hash) return `record ${record.seq} was changed after it was written`;
  return undefined;
}
