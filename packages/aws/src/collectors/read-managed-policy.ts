import type { JsonObject } from '@trueup/core';
import type { Unread } from './collector.ts';
import { mapInParallel } from './map-in-parallel.ts';
import { listMember, objectMember, pickMembers, textMember, UnexpectedAnswer } from './members.ts';
import { MARKER, readPages } from './read-pages.ts';
import type { Reads } from './reads.ts';
import { unreadCall } from './unread-call.ts';

export type PolicyText = { readonly kind: 'read'; readonly value: JsonObject } | Unread;

/** The policies that AWS itself writes; no account can change them. */
export function isAwsManaged(policyArn: string): boolean {
  return /^arn:[\w-]+:iam::aws:policy\//.test(policyArn);
}

/**
 * `{ DefaultVersionId, Document, Versions }` of a customer managed policy; Document is the default version's. The
 * other versions, at most four, carry their own: a repair may go back to one of them.
 */
export async function readManagedPolicy(reads: Reads, policyArn: string): Promise<PolicyText> {
  const call = { service: 'iam', operation: 'ListPolicyVersions', parameters: { PolicyArn: policyArn } };
  const versions: JsonObject[] = [];
  for await (const asked of readPages(reads, call, MARKER)) {
    if (asked.kind === 'failed') return unreadCall(asked);
    versions.push(...listMember(asked.output, 'Versions'));
  }
  versions.sort((one, other) => versionNumber(other) - versionNumber(one));
  const texts = await mapInParallel(versions, (version) => readVersion(reads, policyArn, version));
  const read = texts.flatMap((text) => (text.kind === 'read' ? [text.value] : []));
  const unread = texts.find((text) => text.kind === 'unread');
  if (unread) return unread;
  const standing = read.find((version) => version['IsDefaultVersion'] === true);
  if (!standing) throw new UnexpectedAnswer(`AWS answered no default version of ${policyArn}`);
  return {
    kind: 'read',
    value: {
      DefaultVersionId: textMember(standing, 'VersionId'),
      Document: objectMember(standing, 'Document'),
      Versions: read.map((version) => (version === standing ? versionOf(version) : version)),
    },
  };
}

function versionOf(version: JsonObject): JsonObject {
  return pickMembers(version, ['VersionId', 'IsDefaultVersion', 'CreateDate']);
}

/** `v12` is newer than `v9`. */
function versionNumber(version: JsonObject): number {
  return Number(textMember(version, 'VersionId').slice(1));
}

async function readVersion(reads: Reads, policyArn: string, version: JsonObject): Promise<PolicyText> {
  const asked = await reads.ask({
    service: 'iam',
    operation: 'GetPolicyVersion',
    parameters: { PolicyArn: policyArn, VersionId: textMember(version, 'VersionId') },
  });
  if (asked.kind === 'failed') return unreadCall(asked);
  const text = objectMember(objectMember(asked.output, 'PolicyVersion'), 'Document');
  return { kind: 'read', value: { ...versionOf(version), Document: text } };
}
