import { partitionOf, type ChangedResource, type ResourceRef, type Scope } from '@trueup/core';
import { arn, isJsonObject } from '@trueup/core';
import type { EngineParts } from '../parts.ts';

type Resolved =
  | { readonly kind: 'resource'; readonly resource: ResourceRef }
  /** It is gone, and nothing but a finding could tell its ARN. */
  | { readonly kind: 'unnamed' }
  | { readonly kind: 'unread'; readonly reason: string; readonly transient: boolean };

/** The whole name of a resource that changed. A role on a path is asked for, since its name does not tell its ARN. */
export async function resolveChanged(parts: EngineParts, changed: ChangedResource): Promise<Resolved> {
  const { accountId, region, type, id } = changed;
  const scope: Scope = { accountId, region, partition: partitionOf(region) };
  if (changed.arn !== undefined) return { kind: 'resource', resource: { ...scope, type, id, arn: changed.arn } };
  if (type !== 'AWS::IAM::Role') return { kind: 'unnamed' };
  const call = { service: 'iam', operation: 'GetRole', parameters: { RoleName: id } };
  const answer = await parts.door.open(scope, { mode: 'live' }).call(call);
  if (answer.kind === 'answered') {
    const role = answer.output['Role'];
    const named = isJsonObject(role) ? role['Arn'] : undefined;
    if (typeof named === 'string') return { kind: 'resource', resource: { ...scope, type, id, arn: arn(named) } };
    return { kind: 'unread', reason: `IAM answered no ARN for role ${id}`, transient: false };
  }
  if (answer.kind === 'planned') throw new Error('a read of IAM was held back, though nothing is planned here');
  const { failure } = answer;
  if (failure.kind === 'not-found' || failure.code === 'NoSuchEntity') return known(parts, changed, scope);
  const transient = failure.kind !== 'access-denied' && failure.kind !== 'invalid';
  return { kind: 'unread', reason: `${failure.code}: ${failure.message}`, transient };
}

const PAGE = 500;

/** A role that is gone, as its findings name it. */
async function known(parts: EngineParts, { accountId, type, id }: ChangedResource, scope: Scope): Promise<Resolved> {
  const query = { accounts: [accountId], resourceTypes: [type], recordStates: ['ACTIVE'], limit: PAGE };
  let cursor: string | undefined;
  do {
    const page = await parts.store.findings.list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    const found = page.items.find(({ resource }) => resource.id === id && resource.type === type);
    if (found) return { kind: 'resource', resource: { ...found.resource, ...scope } };
    cursor = page.next;
  } while (cursor !== undefined);
  return { kind: 'unnamed' };
}
