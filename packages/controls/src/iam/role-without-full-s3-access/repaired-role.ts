import type { JsonObject, Snapshot } from '@trueup/core';
import type { RoleRepair } from './role-repair.ts';

/** The configuration of the role once the repair is done. */
export function repairedRole({ configuration }: Snapshot, repair: RoleRepair): JsonObject {
  const attached = (configuration['AttachedPolicies'] ?? []) as readonly JsonObject[];
  const inline = (configuration['InlinePolicies'] ?? []) as readonly JsonObject[];
  return {
    ...configuration,
    AttachedPolicies: attached
      .filter((policy) => !repair.detached.includes(policy))
      .map((policy) => {
        const way = repair.setBack.find((one) => one.policy === policy);
        return way ? atVersion(policy, way.versionId) : policy;
      }),
    InlinePolicies: inline.filter((policy) => !repair.deleted.includes(policy)),
  };
}

/** The text of the default version stands beside the list of versions, the others' texts stand in it. */
function atVersion(policy: JsonObject, versionId: string): JsonObject {
  const versions = policy['Versions'] as readonly JsonObject[];
  const target = versions.find(({ VersionId }) => VersionId === versionId);
  return {
    ...policy,
    DefaultVersionId: versionId,
    Document: target?.['Document'],
    Versions: versions.map((version) => {
      const { Document, ...others } = version;
      if (version === target) return { ...others, IsDefaultVersion: true };
      return version['IsDefaultVersion'] === true
        ? { ...others, IsDefaultVersion: false, Document: policy['Document'] }
        : { ...others, Document };
    }),
  };
}
