import { arn, region, type Json, type JsonObject, type Scope } from '@trueup/core';
import type { Collector, Found, Listing, PartReader, PartReading, Unread } from './collector.ts';
import { mapInParallel } from './map-in-parallel.ts';
import { flagMember, listMember, objectMember, optionalList, pickMembers, sortedBy, textMember } from './members.ts';
import { forEach, readPart } from './read-part.ts';
import type { Asked, Reads } from './reads.ts';
import { unreadCall } from './unread-call.ts';

const PASSWORD_MEMBERS = [
  'MinimumPasswordLength',
  'RequireSymbols',
  'RequireNumbers',
  'RequireUppercaseCharacters',
  'RequireLowercaseCharacters',
  'AllowUsersToChangePassword',
  'ExpirePasswords',
  'MaxPasswordAge',
  'PasswordReusePrevention',
  'HardExpiry',
];

/** Data events are left out: no control on the account looks at them. */
const SELECTOR_MEMBERS = ['ReadWriteType', 'IncludeManagementEvents', 'ExcludeManagementEventSources'];

/**
 * An account in one region. The ARN is the account's own and the same in every region: only with the region, which a
 * finding's identity holds, does it name one of them. PasswordPolicy is the whole account's, whatever the region.
 */
export const accountCollector: Collector = {
  type: 'AWS::::Account',
  scope: 'regional',
  actions: [
    'ec2:GetEbsEncryptionByDefault',
    'iam:GetAccountPasswordPolicy',
    'cloudtrail:DescribeTrails',
    'cloudtrail:GetTrailStatus',
    'cloudtrail:GetEventSelectors',
  ],
  parts: {
    EbsEncryptionByDefault: byOneCall('ec2', 'GetEbsEncryptionByDefault', [], (output) => ({
      EbsEncryptionByDefault: flagMember(output, 'EbsEncryptionByDefault'),
    })),
    PasswordPolicy: byOneCall('iam', 'GetAccountPasswordPolicy', ['NoSuchEntity'], (output) =>
      pickMembers(objectMember(output, 'PasswordPolicy'), PASSWORD_MEMBERS),
    ),
    Trails: forEach(readTrails),
  },
  list: listAccount,
  find: (reads) => Promise.resolve({ kind: 'found', found: accountOf(reads.scope) }),
};

function accountOf({ accountId, partition }: Scope): Found {
  return { id: accountId, arn: arn(`arn:${partition}:iam::${accountId}:root`), entry: {} };
}

async function* listAccount(reads: Reads): AsyncGenerator<Listing> {
  yield await Promise.resolve({ kind: 'page', found: [accountOf(reads.scope)] });
}

function byOneCall(
  service: string,
  operation: string,
  absent: readonly string[],
  value: (output: JsonObject) => Json,
): PartReader {
  return forEach((reads) => readPart(reads, { service, operation, parameters: {} }, { absent }, value));
}

/**
 * The multi-Region trails that record in this region, the organization's among them, ordered by ARN. Each has its
 * IsLogging and either EventSelectors or AdvancedEventSelectors, which say what management events it records. A trail
 * that was never given selectors records all of them; CloudTrail then answers that as one selector of its own. Both are
 * null for a trail of the organization that does not show them to a member account. When another trail will not be
 * read, what the others record may not be all there is: the whole part is unread.
 */
async function readTrails(reads: Reads): Promise<PartReading> {
  const asked = await reads.ask({
    service: 'cloudtrail',
    operation: 'DescribeTrails',
    parameters: { includeShadowTrails: true },
  });
  if (asked.kind === 'failed') return unreadCall(asked);
  const everywhere = listMember(asked.output, 'trailList').filter((trail) => trail['IsMultiRegionTrail'] === true);
  const readings = await mapInParallel(everywhere, (trail) => readTrail(reads, trail));
  const unread = readings.find((reading) => reading.kind === 'unread');
  if (unread) return unread;
  return {
    kind: 'read',
    value: sortedBy(
      readings.flatMap((reading) => (reading.kind === 'read' ? [reading.value] : [])),
      'TrailARN',
    ),
  };
}

type TrailReading = { readonly kind: 'read'; readonly value: JsonObject } | Unread;

/** Status and selectors are asked for in the trail's home region, where it is no shadow. */
async function readTrail(reads: Reads, trail: JsonObject): Promise<TrailReading> {
  const TrailARN = textMember(trail, 'TrailARN');
  const home = reads.inRegion(region(textMember(trail, 'HomeRegion')));
  const service = 'cloudtrail';
  const status = await home.ask({ service, operation: 'GetTrailStatus', parameters: { Name: TrailARN } });
  if (status.kind === 'failed') return unreadCall(status);
  const selectors = await home.ask({ service, operation: 'GetEventSelectors', parameters: { TrailName: TrailARN } });
  if (selectors.kind === 'failed' && !isHidden(reads, TrailARN, selectors.failure.code)) return unreadCall(selectors);
  return {
    kind: 'read',
    value: {
      ...pickMembers(trail, ['TrailARN', 'Name', 'HomeRegion', 'IsOrganizationTrail']),
      IsLogging: flagMember(status.output, 'IsLogging'),
      ...selectorsOf(selectors),
    },
  };
}

/** A member account sees the organization's trail and its status, and for its selectors gets one of these answers. */
function isHidden({ scope }: Reads, trailArn: string, code: string): boolean {
  const foreign = trailArn.split(':')[4] !== scope.accountId;
  return foreign && ['TrailNotFoundException', 'CloudTrailARNInvalidException'].includes(code);
}

function selectorsOf(asked: Asked): JsonObject {
  if (asked.kind === 'failed') return { EventSelectors: null, AdvancedEventSelectors: null };
  return {
    EventSelectors: optionalList(asked.output, 'EventSelectors').map((selector) =>
      pickMembers(selector, SELECTOR_MEMBERS),
    ),
    AdvancedEventSelectors: optionalList(asked.output, 'AdvancedEventSelectors'),
  };
}
