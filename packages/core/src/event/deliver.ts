import type { EventTarget, TargetAddress } from './event-rule.ts';
import type { EventEnvelope } from './event.ts';

/** What came of one attempt to deliver. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly detail?: string }
  /** May succeed later: throttled, timed out, not reached, refused for now. `afterMs`: what the target asked for. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly afterMs?: number }
  /** Will never succeed: no permission, no such target, an address that is not valid or not allowed. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** What is sent: the event, and the text that the target's input made of it. */
export interface Parcel {
  readonly deliveryId: string;
  readonly rule: { readonly name: string; readonly arn: string };
  readonly target: EventTarget;
  readonly event: EventEnvelope;
  /** JSON or plain text. */
  readonly body: string;
}

/** Sends to one kind of target. Never rejects; tells no secret in its messages. Gives up when the signal says so. */
export type Deliver<K extends TargetAddress['kind'] = TargetAddress['kind']> = (
  address: Extract<TargetAddress, { readonly kind: K }>,
  parcel: Parcel,
  signal: AbortSignal,
) => Promise<DeliveryOutcome>;
