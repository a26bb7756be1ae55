import { DEFAULT_BUS, type Scope } from '@trueup/core';
import { AwsError } from '../aws-error.ts';

/** An ARN of EventBridge in the place where the caller acts. */
export function eventArn({ partition, region, accountId }: Scope, resource: string): string {
  return `arn:${partition}:events:${region}:${accountId}:${resource}`;
}

/** The ARN of something else of the same account and region. */
export function besideArn(arn: string, resource: string): string {
  return [...arn.split(':').slice(0, 5), resource].join(':');
}

/**
 * The bus that a name or an ARN means; without either the default one, which is the only one. It is the account's
 * whatever the region: here rules and archives do not belong to one.
 */
export function busOf(nameOrArn: string | undefined, scope: Scope): string {
  if (nameOrArn === undefined || nameOrArn === DEFAULT_BUS) return DEFAULT_BUS;
  if (resourceOf(nameOrArn, scope) === `event-bus/${DEFAULT_BUS}`) return DEFAULT_BUS;
  const name = nameOrArn.slice(nameOrArn.indexOf('/') + 1);
  throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
}

/** What the last part of an ARN names: undefined when it is no ARN of EventBridge or another account's. */
export function resourceOf(arn: string, { partition, accountId }: Scope): string | undefined {
  const [prefix, ofPartition, service, , account, ...resource] = arn.split(':');
  const own = prefix === 'arn' && ofPartition === partition && service === 'events' && account === accountId;
  return own ? resource.join(':') : undefined;
}
