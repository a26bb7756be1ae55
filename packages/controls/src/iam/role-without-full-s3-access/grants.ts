import type { JsonObject, Snapshot } from '@trueup/core';
import { isAwsManagedWithFullS3Access } from './aws-managed-policies.ts';
import { grantsFullS3Access } from './full-s3-access.ts';

/** One way in which a role comes to full S3 access. */
export type Grant =
  | { readonly kind: 'attached'; readonly name: string; readonly policy: JsonObject }
  | { readonly kind: 'inline'; readonly name: string; readonly policy: JsonObject };

/** Every policy of the role that grants full S3 access by itself, attached ones first. */
export function grantsOf({ configuration, resource }: Snapshot): readonly Grant[] {
  const attached = (configuration['AttachedPolicies'] ?? []) as readonly JsonObject[];
  const inline = (configuration['InlinePolicies'] ?? []) as readonly JsonObject[];
  const grants = (policy: JsonObject): boolean =>
    policy['Document'] !== undefined && grantsFullS3Access(policy['Document'] as JsonObject, resource.partition);
  return [
    ...attached
      .filter((policy) => isAwsManagedWithFullS3Access(String(policy['PolicyArn'])) || grants(policy))
      .map((policy) => ({ kind: 'attached' as const, name: String(policy['PolicyName']), policy })),
    ...inline.filter(grants).map((policy) => ({ kind: 'inline' as const, name: String(policy['PolicyName']), policy })),
  ];
}
