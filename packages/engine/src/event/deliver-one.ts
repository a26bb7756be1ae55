import {
  renderInput,
  type Deliver,
  type Delivery,
  type DeliveryOutcome,
  type Parcel,
  type TargetAddress,
} from '@trueup/core';
import type { BatchedParts } from '../batched-parts.ts';
import type { OutsideKind } from '../parts.ts';
import { nextTry } from './back-off.ts';
import { deliverHere, isHere } from './deliver-here.ts';

/** A target that does not answer is given up for this time. */
const LONGEST_TRY_MS = 20_000;

/** One attempt, and what comes of it: delivered, tried again later, or kept as a dead letter. Never rejects for a target. */
export async function deliverOne(parts: BatchedParts, delivery: Delivery, stopping: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(LONGEST_TRY_MS)]);
  const { outcome, parcel } = await attempt(parts, delivery, signal);
  const now = parts.clock.now();
  if (outcome.kind === 'delivered') {
    await parts.store.events.settleDelivery(delivery.id, { kind: 'delivered', at: now });
    return;
  }
  // Cut off by a stop of ours: its lease lapses and another worker tries again.
  if (stopping.aborted) return;
  const next = nextTry(delivery, outcome, now, Math.random());
  await parts.store.transaction(async (stores) => {
    await stores.events.settleDelivery(delivery.id, next);
    if (next.kind === 'again' || tellsOfGivenUp(delivery)) return;
    await stores.records.append([
      {
        at: now,
        actor: { kind: 'system', name: 'event-bus' },
        action: 'delivery.given-up',
        subject: { kind: 'delivery', id: delivery.id },
        detail: { rule: delivery.rule, bus: delivery.bus, target: delivery.target.id, ...next.problem },
      },
    ]);
  });
  if (next.kind === 'dead' && parcel && delivery.target.deadLetterArn !== undefined) {
    const sent = await parts.deadLetter(
      delivery.target.deadLetterArn,
      { parcel, problem: next.problem, retries: delivery.attempts - 1 },
      stopping,
    );
    if (sent.kind !== 'delivered') {
      const fields = { deliveryId: delivery.id, code: sent.code, problem: sent.message };
      parts.log.error(fields, 'a dead letter did not reach its queue; it is kept here');
    }
  }
}

/**
 * A record is an event as well. That the news of a dead letter could not be delivered is no news: a rule that matches
 * it and fails would feed itself for ever.
 */
function tellsOfGivenUp({ event }: Delivery): boolean {
  return event.source === 'trueup' && event.detail['action'] === 'delivery.given-up';
}

async function attempt(
  parts: BatchedParts,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<{ readonly outcome: DeliveryOutcome; readonly parcel?: Parcel }> {
  const { rule, ruleArn, target, event } = delivery;
  const rendered = renderInput(target.input, event, { ruleName: rule, ruleArn, ingestionTime: delivery.createdAt });
  if (rendered.kind === 'not-delivered') {
    return { outcome: { kind: 'refused', code: 'INVALID_JSON', message: rendered.reason } };
  }
  const parcel: Parcel = {
    deliveryId: delivery.id,
    rule: { name: rule, arn: ruleArn },
    target,
    event,
    body: rendered.body,
  };
  try {
    const { address } = target;
    const outcome = isHere(address)
      ? await deliverHere(parts, address, parcel, signal)
      : await deliverOutside(parts, address, parcel, signal);
    return { outcome, parcel };
  } catch (error) {
    parts.log.error({ error, deliveryId: delivery.id, target: target.id }, 'a delivery failed unexpectedly');
    return {
      outcome: { kind: 'failed', code: 'INTERNAL_ERROR', message: 'Trueup failed; its log has the reason' },
      parcel,
    };
  }
}

function deliverOutside(
  { deliver }: BatchedParts,
  address: Extract<TargetAddress, { readonly kind: OutsideKind }>,
  parcel: Parcel,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  // The entry of a kind takes the addresses of that kind; the compiler cannot follow it through the look-up.
  return (deliver[address.kind] as Deliver<OutsideKind>)(address, parcel, signal);
}
