import { isJsonObject, type JsonObject } from '../../value/json.ts';
import { objectIn, textIn } from '../ocsf/members.ts';
import { changedResource, namedBy, placeIn } from './resource-names.ts';
import { nothing, unreadable, type Envelope, type ServiceEvent } from './service-event.ts';

/** Config's item change, whole or oversized (config rules and remediation, 7). */
export function configItemChange(detail: JsonObject, envelope: Envelope): ServiceEvent {
  const item = itemOf(detail);
  const type = textIn(item, 'resourceType');
  const given = textIn(item, 'ARN') ?? textIn(item, 'arn');
  // Of roles and database instances resourceId is an id that their own API does not take.
  const name = given !== undefined && namedBy(given)?.type === type ? given : nameOf(item);
  if (type === undefined || name === undefined)
    return unreadable('configurationItem must name a resource and its type');
  const deleted = (textIn(item, 'configurationItemStatus') ?? '').startsWith('ResourceDeleted');
  // An aggregated event carries the items of other accounts.
  const place = placeIn(envelope, textIn(item, 'awsAccountId'), textIn(item, 'awsRegion'));
  const resources = changedResource(place, { type, name, deleted });
  return resources.length === 0
    ? nothing(`${type} is named by the ARN of something else`)
    : { kind: 'changed', resources };
}

export function itemOf(detail: JsonObject): JsonObject {
  const { configurationItem: item } = detail;
  return isJsonObject(item) ? item : objectIn(detail, 'configurationItemSummary');
}

function nameOf(item: JsonObject): string | undefined {
  const byName = ['AWS::IAM::Role', 'AWS::RDS::DBInstance', 'AWS::CloudTrail::Trail'];
  const type = textIn(item, 'resourceType');
  return type !== undefined && byName.includes(type) ? textIn(item, 'resourceName') : textIn(item, 'resourceId');
}
