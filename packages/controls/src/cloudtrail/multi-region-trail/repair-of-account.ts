import type { JsonObject, Snapshot } from '@trueup/core';
import { recordsManagementEvents, trailsOf } from './trails.ts';

export interface TrailParameters extends JsonObject {
  readonly bucketName?: string | undefined;
  readonly trailName?: string | undefined;
}

/** What is missing: only the logging of a trail that is there, or a whole trail. */
export type AccountRepair =
  | { readonly kind: 'start'; readonly trail: JsonObject; readonly trailName: string }
  | {
      readonly kind: 'create';
      readonly trailName: string;
      readonly bucketName: string;
      /** The policy leaves the bucket to the repair, so it is made when it is not there. */
      readonly ownsBucket: boolean;
    };

export function repairOfAccount(snapshot: Snapshot, parameters: TrailParameters): AccountRepair {
  const trail = trailsOf(snapshot.configuration).find((one) => canBeStarted(one, snapshot));
  if (trail) return { kind: 'start', trail, trailName: String(trail['Name']) };
  const name = `trueup-trail-${snapshot.resource.accountId}`;
  return {
    kind: 'create',
    trailName: parameters.trailName ?? name,
    bucketName: parameters.bucketName ?? name,
    ownsBucket: parameters.bucketName === undefined,
  };
}

/** CloudTrail starts a trail in its home Region only, and only for the account that owns it. */
function canBeStarted(trail: JsonObject, { resource }: Snapshot): boolean {
  return (
    trail['HomeRegion'] === resource.region &&
    String(trail['TrailARN']).split(':')[4] === resource.accountId &&
    trail['IsLogging'] === false &&
    recordsManagementEvents(trail)
  );
}
