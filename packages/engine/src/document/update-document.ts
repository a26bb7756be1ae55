import type { AccountId, Actor, StoredDocument, Stores } from '@trueup/core';
import { refused, type Refused } from '../refusal.ts';
import { checkContent } from './check-content.ts';
import type { DocumentParts } from './document-parts.ts';
import { ownedDocument, versionNumber } from './find-document.ts';
import { keepVersion, type DocumentKept, type GivenVersion } from './keep-version.ts';
import { readAttachments, type AttachmentsGiven } from './read-attachments.ts';

/** UpdateDocument. */
export interface UpdateDocument extends GivenVersion {
  readonly name: string;
  /** Who asks. */
  readonly owner: AccountId;
  /** Must be the latest: its number or `$LATEST`. Absent: the latest. */
  readonly documentVersion?: string;
  readonly targetType?: string;
  readonly attachments: AttachmentsGiven;
}

/** automation-documents, 5.7. */
const MOST_VERSIONS = 1_000;

/**
 * Stores the next version; the default version stays. What narrows the role stays as well: a new text alone gets no
 * wider permissions.
 */
export async function updateDocument(
  parts: DocumentParts,
  given: UpdateDocument,
  actor: Actor,
): Promise<DocumentKept | Refused> {
  const checked = checkContent(given);
  if (checked.kind === 'refused') return checked;
  const found = await ownedDocument(parts.store, given.name, given.owner);
  if (found.kind === 'refused') return found;
  const before = await parts.store.documents.version(found.document.name, found.document.latestVersion);
  const read = await readAttachments(parts, checked.document, given.attachments, before);
  if (read.kind === 'refused') return read;
  return parts.store.transaction(async (stores) => {
    const owned = await ownedDocument(stores, given.name, given.owner);
    if (owned.kind === 'refused') return owned;
    const { document } = owned;
    const refusal = await updateRefusal(parts, stores, document, given);
    if (refusal) return refusal;
    const latest = await stores.documents.version(document.name, document.latestVersion);
    return keepVersion(parts, stores, actor, {
      action: 'document.updated',
      version: given,
      attachments: read.attachments,
      ...(latest?.permissions === undefined ? {} : { permissions: latest.permissions }),
      document: {
        ...document,
        ...(given.targetType === undefined ? {} : { targetType: given.targetType }),
        latestVersion: document.latestVersion + 1,
      },
    });
  });
}

async function updateRefusal(
  parts: DocumentParts,
  stores: Stores,
  document: StoredDocument,
  { content, documentVersion, versionName }: UpdateDocument,
): Promise<Refused | undefined> {
  const { name, latestVersion } = document;
  if (documentVersion !== undefined && versionNumber(document, documentVersion) !== latestVersion) {
    const detail = `Only the latest version of ${name} can be updated: ${latestVersion} or $LATEST, not ${documentVersion}.`;
    return refused('unknown-document-version', detail);
  }
  const latest = await stores.documents.version(name, latestVersion);
  if (latest?.hash === parts.digest(content)) {
    return refused('document-unchanged', `The content is that of version ${latestVersion} of ${name}.`);
  }
  return versionRefusal(stores, document, versionName);
}

/** Why no further version of this name can be stored, if so. */
export async function versionRefusal(
  stores: Stores,
  { name, latestVersion }: StoredDocument,
  versionName: string | undefined,
): Promise<Refused | undefined> {
  if (latestVersion >= MOST_VERSIONS) {
    return refused('document-version-limit', `${name} has ${MOST_VERSIONS} versions, which is the most.`);
  }
  if (versionName === undefined) return undefined;
  const named = await stores.documents.versionNamed(name, versionName);
  return named && refused('version-name-taken', `Version ${named.version} of ${name} is named ${versionName} already.`);
}
