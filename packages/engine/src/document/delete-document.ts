import type { AccountId, Actor, StoredDocument, Stores } from '@trueup/core';
import { refused, type Refused } from '../refusal.ts';
import type { DocumentParts } from './document-parts.ts';
import { findDocument, ownedDocument } from './find-document.ts';

/** DeleteDocument. Without a version all of it goes. */
export interface DeleteDocument {
  readonly name: string;
  readonly owner: AccountId;
  readonly version?: string;
  readonly versionName?: string;
}

export type DocumentDeleted = { readonly kind: 'deleted'; readonly name: string } | Refused;

/** Executions keep the text they run, so those in flight go on. */
export async function deleteDocument(
  parts: DocumentParts,
  given: DeleteDocument,
  actor: Actor,
): Promise<DocumentDeleted> {
  return parts.store.transaction(async (stores) => {
    const owned = await ownedDocument(stores, given.name, given.owner);
    if (owned.kind === 'refused') return owned;
    const { document } = owned;
    const version = given.version === undefined && given.versionName === undefined ? undefined : given;
    const removed = version ? await removeVersion(stores, document, given) : await removeAll(stores, document);
    if (removed.kind === 'refused') return removed;
    await stores.records.append([
      {
        at: parts.clock.now(),
        actor,
        action: 'document.deleted',
        subject: { kind: 'document', id: document.name },
        detail: removed.version === undefined ? {} : { version: removed.version },
      },
    ]);
    return { kind: 'deleted', name: document.name };
  });
}

type Removed = { readonly kind: 'removed'; readonly version?: number } | Refused;

async function removeAll(stores: Stores, { name, sharedWith }: StoredDocument): Promise<Removed> {
  if (sharedWith.length > 0) {
    return refused('document-shared', `Document ${name} is shared with other accounts: stop sharing it first.`);
  }
  await stores.documents.remove(name);
  return { kind: 'removed' };
}

async function removeVersion(stores: Stores, document: StoredDocument, given: DeleteDocument): Promise<Removed> {
  const found = await findDocument(stores, { ...given, name: document.name, viewer: document.owner });
  if (found.kind === 'refused') return found;
  const { name, version } = found.version;
  if (version === document.defaultVersion) {
    return refused(
      'default-version',
      `Version ${version} is the default version of ${name}: make another one the default.`,
    );
  }
  await stores.documents.remove(name, version);
  if (version === document.latestVersion) {
    const [latest] = (await stores.documents.versions(name, { limit: 1 })).items;
    await stores.documents.save({ ...document, latestVersion: latest?.version ?? document.defaultVersion });
  }
  return { kind: 'removed', version };
}
