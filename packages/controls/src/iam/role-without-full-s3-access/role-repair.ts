import type { JsonObject, Snapshot } from '@trueup/core';
import { grantsFullS3Access } from './full-s3-access.ts';
import { grantsOf } from './grants.ts';

export interface RoleParameters extends JsonObject {
  /** The last approved version of customer managed policies, by policy ARN. */
  readonly approvedPolicyVersions?: Readonly<Record<string, string>> | undefined;
}

/** What takes full S3 access from a role: policies set back to another version, detached, and deleted inline ones. */
export interface RoleRepair {
  readonly setBack: readonly { readonly policy: JsonObject; readonly versionId: string }[];
  readonly detached: readonly JsonObject[];
  readonly deleted: readonly JsonObject[];
}

/** The runbook has no loop: each kind of step stands in it this many times. */
export const PLACES = 3;

export function roleRepair(snapshot: Snapshot, parameters: RoleParameters): RoleRepair {
  const grants = grantsOf(snapshot);
  const ways = grants
    .filter(({ kind }) => kind === 'attached')
    .map(({ policy }) => ({ policy, versionId: versionToSetBack(policy, snapshot, parameters) }));
  return {
    setBack: ways
      .flatMap(({ policy, versionId }) => (versionId === undefined ? [] : [{ policy, versionId }]))
      .slice(0, PLACES),
    detached: ways
      .filter(({ versionId }) => versionId === undefined)
      .map(({ policy }) => policy)
      .slice(0, PLACES),
    deleted: grants
      .filter(({ kind }) => kind === 'inline')
      .map(({ policy }) => policy)
      .slice(0, PLACES),
  };
}

/**
 * The version that a policy goes back to: the approved one, or the newest other one where none is named. A version
 * that grants full access itself, or whose text was not read, is no way back.
 */
function versionToSetBack(
  policy: JsonObject,
  { resource }: Snapshot,
  { approvedPolicyVersions }: RoleParameters,
): string | undefined {
  const approved = approvedPolicyVersions?.[String(policy['PolicyArn'])];
  const versions = ((policy['Versions'] ?? []) as readonly JsonObject[]).filter(
    ({ VersionId, Document, IsDefaultVersion }) =>
      (approved === undefined || VersionId === approved) &&
      IsDefaultVersion !== true &&
      Document !== undefined &&
      !grantsFullS3Access(Document as JsonObject, resource.partition),
  );
  const [newest] = versions
    .map(({ VersionId }) => String(VersionId))
    .toSorted((one, other) => numberOf(other) - numberOf(one));
  return newest;
}

/** `v12` is newer than `v9`. */
function numberOf(versionId: string): number {
  return Number(versionId.slice(1));
}
