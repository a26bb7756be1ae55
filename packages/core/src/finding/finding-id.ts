import type { Digest } from '../ports/digest.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Asff } from './asff/asff.ts';
import type { FindingId } from './finding.ts';

type Place = Pick<ResourceRef, 'accountId' | 'region' | 'arn'>;

/** The identity of a finding about a control: never the reporter's own id. */
export function findingId(resource: Place, controlId: string, digest: Digest): FindingId {
  return hashed([resource.accountId, resource.region, resource.arn, controlId], digest);
}

/** The identity of a finding about no known control: nothing else can be the same fault. */
export function foreignFindingId({ AwsAccountId, ProductArn, Id }: Asff, digest: Digest): FindingId {
  // The same product may use an id in two accounts.
  return hashed(['', AwsAccountId, ProductArn, Id], digest);
}

function hashed(identity: readonly string[], digest: Digest): FindingId {
  return `f-${digest(identity.join('\n')).slice(0, 16)}` as FindingId;
}
