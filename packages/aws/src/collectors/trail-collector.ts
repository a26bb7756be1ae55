import { arn, type ApiCall, type JsonObject, type Scope } from '@trueup/core';
import type { Collector, Found, PartReading } from './collector.ts';
import { flagMember, listMember, optionalList, pickMembers, textMember, UnexpectedAnswer } from './members.ts';
import { listPages, NEXT_TOKEN } from './read-pages.ts';
import { forEach, fromEntry, lookUp, readPart } from './read-part.ts';
import { readTags } from './read-tags.ts';
import type { Reads } from './reads.ts';

const TRAIL_MEMBERS = [
  'Name',
  'TrailARN',
  'HomeRegion',
  'S3BucketName',
  'S3KeyPrefix',
  'SnsTopicARN',
  'IncludeGlobalServiceEvents',
  'IsMultiRegionTrail',
  'IsOrganizationTrail',
  'LogFileValidationEnabled',
  'CloudWatchLogsLogGroupArn',
  'CloudWatchLogsRoleArn',
  'KmsKeyId',
  'HasCustomEventSelectors',
  'HasInsightSelectors',
];

/**
 * A trail belongs to its home region and to the account in its ARN: an organization's trail to the management account.
 * CloudTrail tells its tags in the home region only, which is the region it is read in. Tags null: none.
 */
export const trailCollector: Collector = {
  type: 'AWS::CloudTrail::Trail',
  scope: 'regional',
  actions: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus', 'cloudtrail:ListTags'],
  parts: {
    Trail: fromEntry((entry) => entry),
    Status: forEach((reads, found) =>
      readPart(
        reads,
        { service: 'cloudtrail', operation: 'GetTrailStatus', parameters: { Name: found.arn } },
        { gone: ['TrailNotFoundException'] },
        (output) => ({ IsLogging: flagMember(output, 'IsLogging') }),
      ),
    ),
    Tags: forEach(readTrailTags),
  },
  // DescribeTrails answers every trail in one page.
  list: (reads) => listPages(reads, describe({}), NEXT_TOKEN, (output) => trailsOf(output, reads.scope)),
  find: (reads, resource) =>
    lookUp(reads, describe({ trailNameList: [resource.arn] }), [], (output) =>
      trailsOf(output, reads.scope).find((trail) => trail.arn === resource.arn),
    ),
};

function describe(parameters: JsonObject): ApiCall {
  const all = { includeShadowTrails: false, ...parameters };
  return { service: 'cloudtrail', operation: 'DescribeTrails', parameters: all };
}

function trailsOf(output: JsonObject, scope: Scope): Found[] {
  return listMember(output, 'trailList')
    .filter((trail) => trail['HomeRegion'] === scope.region)
    .map((trail) => ({
      id: textMember(trail, 'Name'),
      arn: arn(textMember(trail, 'TrailARN')),
      entry: pickMembers(trail, TRAIL_MEMBERS),
    }))
    .filter((trail) => trail.arn.split(':')[4] === scope.accountId);
}

function readTrailTags(reads: Reads, trail: Found): Promise<PartReading> {
  const call = { service: 'cloudtrail', operation: 'ListTags', parameters: { ResourceIdList: [trail.arn] } };
  return readTags(reads, call, NEXT_TOKEN, ['ResourceNotFoundException'], (output) => {
    const own = listMember(output, 'ResourceTagList').find((entry) => entry['ResourceId'] === trail.arn);
    if (!own) throw new UnexpectedAnswer(`AWS answered no tags of ${trail.arn}`);
    return optionalList(own, 'TagsList');
  });
}
