import { defineControl, KNOWN_AFTER_APPLY, type ControlId, type JsonObject, type Snapshot } from '@trueup/core';
import { z } from 'zod';
import { bucketPolicy } from './bucket-policy.ts';
import { check } from './check.ts';
import { repairOfAccount, type AccountRepair, type TrailParameters } from './repair-of-account.ts';
import { trailsOf } from './trails.ts';

const parameters = z.strictObject({
  /** A bucket that is set up for CloudTrail already, often in a log archive account. Without it one is made. */
  bucketName: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  trailName: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{1,126}[A-Za-z0-9]$/)
    .optional(),
});

export const control = defineControl<TrailParameters>({
  id: 'CloudTrail.1' as ControlId,
  title:
    'CloudTrail should be enabled and configured with at least one multi-Region trail that includes read and write management events',
  description: 'Without a trail nobody can tell later who did what in the account, nor in Regions that nobody watches.',
  severity: 'HIGH',
  resourceTypes: ['AWS::::Account'],
  scope: 'global',
  standards: {
    fsbp: true,
    cis: { v1_2: '2.1', v1_4: '3.1', v3_0: '3.1', v5_0: '3.1' },
    pciDss321: [],
    nist80053r5: [
      'AC-2(4)',
      'AC-4(26)',
      'AC-6(9)',
      'AU-10',
      'AU-12',
      'AU-14(1)',
      'AU-2',
      'AU-3',
      'AU-6(3)',
      'AU-6(4)',
      'CA-7',
      'SA-8(22)',
      'SC-7(9)',
      'SI-3(8)',
      'SI-4(20)',
      'SI-7(8)',
    ],
  },
  configRule: { name: 'multi-region-cloudtrail-enabled', identifier: 'MULTI_REGION_CLOUD_TRAIL_ENABLED' },
  parts: ['Trails'],
  parameters,
  check,
  repaired: (snapshot, given): JsonObject => ({
    ...snapshot.configuration,
    Trails: repairedTrails(snapshot, repairOfAccount(snapshot, given)),
  }),
  risk: 'safe',
  input: (snapshot, given) => runbookInput(snapshot, repairOfAccount(snapshot, given)),
  undo: {
    kind: 'runbook',
    input: (before, given) => {
      const { kind, trailName } = repairOfAccount(before, given);
      return { TrailName: trailName, WasOnlyStarted: kind === 'start' };
    },
  },
});

function repairedTrails({ configuration, resource }: Snapshot, repair: AccountRepair): readonly JsonObject[] {
  const trails = trailsOf(configuration);
  if (repair.kind === 'start') {
    return trails.map((trail) => (trail === repair.trail ? { ...trail, IsLogging: true } : trail));
  }
  const made = {
    TrailARN: trailArn(resource, repair.trailName),
    Name: repair.trailName,
    HomeRegion: resource.region,
    IsOrganizationTrail: false,
    IsLogging: true,
    // A new trail records all management events, whether or not AWS writes that out as a selector.
    EventSelectors: KNOWN_AFTER_APPLY,
    AdvancedEventSelectors: KNOWN_AFTER_APPLY,
  };
  return [...trails, made];
}

function runbookInput({ resource }: Snapshot, repair: AccountRepair): JsonObject {
  const ownBucket = repair.kind === 'create' && repair.ownsBucket ? repair.bucketName : '';
  const policy = bucketPolicy({
    partition: resource.partition,
    accountId: resource.accountId,
    bucketName: ownBucket,
    trailArn: trailArn(resource, repair.trailName),
  });
  return {
    TrailName: repair.trailName,
    TrailExists: repair.kind === 'start',
    BucketName: repair.kind === 'create' ? repair.bucketName : '',
    OwnBucketName: ownBucket,
    OwnBucketPolicy: ownBucket === '' ? '' : JSON.stringify(policy),
  };
}

function trailArn({ partition, region, accountId }: Snapshot['resource'], name: string): string {
  return `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${name}`;
}
