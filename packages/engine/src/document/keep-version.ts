import type { Actor, DocumentVersion, PermissionStatement, StoredDocument, Stores } from '@trueup/core';
import type { DocumentParts } from './document-parts.ts';
import type { GivenContent } from './check-content.ts';
import type { ReadAttachment } from './read-attachments.ts';

/** What a caller may say about one version. */
export interface GivenVersion extends GivenContent {
  readonly versionName?: string;
  readonly displayName?: string;
}

/** A version that was stored. */
export interface DocumentKept {
  readonly kind: 'kept';
  readonly document: StoredDocument;
  readonly version: DocumentVersion;
}

/** Stores the next version of a document in the transaction at hand, and says so in the audit log. */
export async function keepVersion(
  parts: DocumentParts,
  stores: Stores,
  actor: Actor,
  given: {
    /** As it is to be with this version: `latestVersion` is its number. */
    readonly document: StoredDocument;
    readonly version: GivenVersion;
    readonly attachments: readonly ReadAttachment[];
    readonly permissions?: readonly PermissionStatement[];
    readonly action: 'document.created' | 'document.updated';
  },
): Promise<DocumentKept> {
  const at = parts.clock.now();
  const { document, attachments, permissions } = given;
  const { content, format, versionName, displayName } = given.version;
  const version: DocumentVersion = {
    name: document.name,
    version: document.latestVersion,
    ...(versionName === undefined ? {} : { versionName }),
    ...(displayName === undefined ? {} : { displayName }),
    format,
    content,
    hash: parts.digest(content),
    createdAt: at,
    createdBy: actor.name,
    ...(permissions === undefined ? {} : { permissions }),
    attachments: attachments.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
  };
  for (const { sha256, content: bytes } of attachments) {
    if (bytes) await stores.documents.putAttachment(sha256, bytes);
  }
  await stores.documents.save(document);
  await stores.documents.addVersion(version);
  await stores.records.append([
    {
      at,
      actor,
      action: given.action,
      subject: { kind: 'document', id: document.name },
      detail: {
        version: version.version,
        hash: version.hash,
        owner: document.owner,
        attachments: version.attachments.map(({ name, sha256 }) => ({ name, sha256 })),
      },
    },
  ]);
  return { kind: 'kept', document, version };
}
