import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { ResourceRef } from './resource.ts';

/** Why a part of a resource could not be read. Closed list. */
export const UNREAD_REASONS = [
  'access-denied',
  'throttled',
  'timed-out',
  'unreachable',
  'not-supported',
  'unexpected-answer',
] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

/** A part that was asked for and not obtained. `detail` is one line, free of secrets. */
export interface UnreadPart {
  readonly part: string;
  readonly reason: UnreadReason;
  readonly detail: string;
}

/**
 * What a resource said at one moment. `configuration` has one member a part, in AWS's own spelling; a part that AWS
 * says is not configured is `null`, a part in `unread` is absent.
 */
export interface Snapshot {
  readonly resource: ResourceRef;
  readonly takenAt: Instant;
  readonly configuration: JsonObject;
  readonly unread: readonly UnreadPart[];
}

/** What reading one resource anew gave. */
export type Reading =
  | { readonly kind: 'read'; readonly snapshot: Snapshot }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unread'; readonly reason: UnreadReason; readonly detail: string };
