import type { UnreadReason } from '../resource/snapshot.ts';
import type { Instant } from '../value/instant.ts';

/** Who made a call, by the userIdentity of CloudTrail. */
export interface Principal {
  readonly kind: 'user' | 'role' | 'root' | 'federated' | 'service' | 'account' | 'unknown';
  /** A user's name, `role/session`, a service's name, an account id, `root`. */
  readonly name: string;
  readonly arn?: string;
  readonly accountId?: string;
}

/** One write as CloudTrail's event history tells it. */
export interface ChangeEvent {
  /** CloudTrail's EventId. */
  readonly id: string;
  readonly at: Instant;
  /** Such as `PutBucketVersioning`. */
  readonly name: string;
  /** Such as `s3.amazonaws.com`. */
  readonly source: string;
  readonly principal: Principal;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  readonly requestId?: string;
  /** AWS refused the call: it changed nothing. */
  readonly errorCode?: string;
  /** The execution of ours that made the call: its journal holds the request id. */
  readonly executionId?: string;
}

/** What CloudTrail says about who changed a resource. Its events come in within some fifteen minutes of the call. */
export interface Investigation {
  readonly at: Instant;
  /** What was looked through. */
  readonly from: Instant;
  readonly to: Instant;
  readonly region: string;
  /** Newest first, MOST_EVENTS_KEPT at most. */
  readonly events: readonly ChangeEvent[];
  /** The id of the event that most likely made the fault. */
  readonly cause?: string;
  /** False: not all was read, and an event that is not there proves nothing. */
  readonly complete: boolean;
  readonly unread?: { readonly reason: UnreadReason; readonly detail: string };
}

export const MOST_EVENTS_KEPT = 20;

/** The event that most likely made the fault. */
export function causeOf({ events, cause }: Investigation): ChangeEvent | undefined {
  return events.find(({ id }) => id === cause);
}
