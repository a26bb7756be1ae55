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
  'plan.expired',
  'plan.broke-glass',
  'decision.made',
  'exception.placed',
  'exception.changed',
  'exception.removed',
  'exception.reminded',
  'exception.expired',
  'kill-switch.on',
  'kill-switch.off',
  'breaker.opened',
  'breaker.closed',
  'finding.flapping',
  'finding.investigated',
  'change.requested',
  'policy.applied',
  'remediation.promotable',
  'user.created',
  'user.changed',
  'user.disabled',
  'token.created',
  'token.revoked',
  'login.succeeded',
  'login.failed',
  'login.locked',
  'logout',
  'access.denied',
  'checkpoint.signed',
  'records.exported',
  'records.removed',
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
      | 'delivery'
      | 'exception'
      | 'kill-switch'
      | 'breaker'
      | 'policy'
      | 'remediation'
      | 'user'
      | 'token'
      | 'records';
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

/** What chains a record: over everything it says, its place and the record before it. */
export function recordHash(entry: Omit<AuditRecord, 'hash'>, digest: Digest): string {
  const { seq, at, actor, action, subject, detail, previousHash } = entry;
  return digest(canonicalJson({ seq, at, actor, action, subject, detail, previousHash } as unknown as Json));
}
