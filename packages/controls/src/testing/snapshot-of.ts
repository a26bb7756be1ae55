import type { AccountId, Arn, JsonObject, Region, Snapshot } from '@trueup/core';

/** A snapshot of one resource in eu-west-1, read without a gap. */
export function snapshotOf(type: string, id: string, configuration: JsonObject): Snapshot {
  return {
    resource: {
      arn: `arn:aws:test:eu-west-1:111122223333:${id}` as Arn,
      type,
      id,
      accountId: '111122223333' as AccountId,
      region: 'eu-west-1' as Region,
      partition: 'aws',
    },
    takenAt: '2026-01-31T09:30:00.000Z',
    configuration,
    unread: [],
  };
}
