import type { Parcel, TargetAddress } from '@trueup/core';

export const DELIVERY_ID = '0b0c3a3e-6a52-4a6a-8a53-0c6a0f8f9f10';

/** A parcel with an event of Security Hub's for a test. */
export function scriptedParcel(address: TargetAddress, more: Partial<Parcel> = {}): Parcel {
  return {
    deliveryId: DELIVERY_ID,
    rule: { name: 'tell-the-team', arn: 'arn:aws:events:eu-west-1:111122223333:rule/tell-the-team' },
    target: { id: 'one', address },
    event: {
      version: '0',
      id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
      'detail-type': 'Security Hub Findings - Imported',
      source: 'aws.securityhub',
      account: '111122223333',
      time: '2026-01-31T09:30:00Z',
      region: 'eu-west-1',
      resources: ['arn:aws:securityhub:eu-west-1::product/aws/securityhub/arn:x'],
      detail: { findings: [{ Title: 'A bucket is open', Severity: { Label: 'HIGH' } }] },
    },
    body: '{"hello":"wörld"}',
    ...more,
  };
}

export const never = new AbortController().signal;
