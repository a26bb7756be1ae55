import type { EventTarget, Parcel, TargetAddress } from '@trueup/core';
import type { DeliveryParts } from '../delivery-parts.ts';

export const DELIVERY_ID = '0b0c3a3e-6a52-4a6a-8a53-0c6a0f8f9f10';
export const SECRET = 'hunter2-of-the-target';

/** A parcel with an event that a test button sends. */
export function parcelTo(address: TargetAddress, more: Partial<Parcel> & Pick<EventTarget, 'input'> = {}): Parcel {
  const { input, ...rest } = more;
  return {
    deliveryId: DELIVERY_ID,
    rule: { name: 'tell-the-team', arn: 'arn:aws:events:eu-west-1:111122223333:rule/tell-the-team' },
    target: { id: 'one', address, ...(input && { input }) },
    event: {
      version: '0',
      id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
      'detail-type': 'Trueup Test',
      source: 'trueup',
      account: '111122223333',
      time: '2026-01-31T09:30:00Z',
      region: 'eu-west-1',
      resources: [],
      detail: { requestedBy: 'ann' },
    },
    body: '{"hello":"wörld"}',
    ...rest,
  };
}

/** 127.0.0.1 may be reached, and every secret is the same. */
export function partsFor(more: Partial<DeliveryParts> = {}): DeliveryParts {
  return {
    secret: () => SECRET,
    allowedHosts: ['127.0.0.1'],
    clock: { now: () => '2026-01-31T09:30:00.000Z' },
    consoleUrl: 'https://trueup.example.com',
    ...more,
  };
}

export const never = new AbortController().signal;
