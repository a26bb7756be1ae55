import type { Prevention } from '../control/prevention.ts';
import { homeRegion, type Region, type ResourceRef } from '../resource/resource.ts';

/** One attribute of CloudTrail's LookupEvents, which takes no more than one a request. */
export interface LookupKey {
  readonly AttributeKey: 'ResourceName' | 'EventName';
  readonly AttributeValue: string;
}

/** An account has no name that its events could be found by. */
const ACCOUNT = 'AWS::::Account';
/** Services whose calls CloudTrail keeps in the home region, wherever they are made from. */
const GLOBAL = /^AWS::(IAM|CloudFront|Route53|Organizations|GlobalAccelerator)::/;

/**
 * What CloudTrail is asked for about a resource. Each service names its resources in events its own way: by the id, by
 * the ARN, by the last part of it. An account's settings are found by the calls that change them.
 */
export function lookupKeys(
  resource: Pick<ResourceRef, 'arn' | 'id' | 'type'>,
  causes: Prevention['causes'] = [],
): readonly LookupKey[] {
  if (resource.type === ACCOUNT) return causes.map((name) => ({ AttributeKey: 'EventName', AttributeValue: name }));
  const names = [resource.id, resource.arn, resource.arn.split(/[:/]/).at(-1) ?? ''].filter((name) => name !== '');
  return [...new Set(names)].map((name) => ({ AttributeKey: 'ResourceName', AttributeValue: name }));
}

/** Where the events of a resource are kept. */
export function lookupRegion({ type, region, partition }: ResourceRef): Region {
  return GLOBAL.test(type) ? homeRegion(partition) : region;
}
