import type { PermissionStatement } from '../control/control.ts';
import type { JournalEntry } from '../execution/journal.ts';
import type { Scope } from '../resource/resource.ts';
import type { UnreadReason } from '../resource/snapshot.ts';
import type { ApiCall } from '../runbook/command.ts';
import type { JsonObject } from '../value/json.ts';

/** A call that AWS refused or that never got an answer. */
export interface CallFailure {
  /** The service's error code, or `UnknownService`, `UnknownOperation`, `ParamValidation`, `Timeout`, `NoAnswer`. */
  readonly code: string;
  readonly message: string;
  readonly httpStatus: number;
  readonly kind:
    'access-denied' | 'throttled' | 'timed-out' | 'unreachable' | 'not-found' | 'invalid' | 'service-fault' | 'other';
}

export type Answer =
  /** boto3's spelling and shapes: instants as ISO 8601 text, bytes as base64, ResponseMetadata included. */
  | { readonly kind: 'answered'; readonly output: JsonObject }
  /** Plan mode only: a write that was not sent. */
  | { readonly kind: 'planned' }
  | { readonly kind: 'failed'; readonly failure: CallFailure };

export interface SessionOptions {
  /** plan: reads pass, writes answer `planned` and are not sent. */
  readonly mode: 'live' | 'plan';
  /** The role to enter the account with. Absent: the one the policy names. */
  readonly roleArn?: string;
  /** Narrows the role. Absent: the role's own permissions. */
  readonly statements?: readonly PermissionStatement[];
  /** Called once a call, after its last try. */
  readonly journal?: (entry: JournalEntry) => void;
}

export interface CallOptions {
  /** Filled into the operation's idempotency token member where it has one and the caller left it out. */
  readonly token?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Streamed members, such as the Body of an object, as base64. Absent: as text. */
  readonly bytes?: boolean;
}

/** One account and region, opened. Never throws for what AWS does: a refusal is an Answer. */
export interface DoorSession {
  call(call: ApiCall, options?: CallOptions): Promise<Answer>;
}

/** The only way to AWS. */
export interface Door {
  open(scope: Scope, options: SessionOptions): DoorSession;
  /** Whether an operation only reads. One that is not known counts as a write. */
  accessOf(call: Pick<ApiCall, 'service' | 'operation'>): 'read' | 'write';
}

/** The reason a read failed, in the terms of snapshots. */
export function unreadReason(failure: CallFailure): UnreadReason {
  switch (failure.kind) {
    case 'access-denied':
    case 'throttled':
    case 'timed-out':
    case 'unreachable':
      return failure.kind;
    case 'not-found':
    case 'invalid':
    case 'service-fault':
    case 'other':
      return failure.httpStatus === 501 ? 'not-supported' : 'unexpected-answer';
  }
}
