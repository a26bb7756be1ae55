import type { AccountId, Actor, StoredDocument, Stores } from '@trueup/core';
import { refused, type Refused } from '../refusal.ts';
import type { DocumentParts } from './document-parts.ts';
import { ownedDocument, versionNumber } from './find-document.ts';
import type { DocumentKept } from './keep-version.ts';

/** UpdateDocumentDefaultVersion. */
export async function setDefaultVersion(
  parts: DocumentParts,
  given: { readonly name: string; readonly owner: AccountId; readonly version: string },
  actor: Actor,
): Promise<DocumentKept | Refused> {
  return parts.store.transaction(async (stores) => {
    const owned = await ownedDocument(stores, given.name, given.owner);
    if (owned.kind === 'refused') return owned;
    const version = await stores.documents.version(owned.document.name, versionNumber(owned.document, given.version));
    if (!version) {
      return refused('unknown-document-version', `Document ${owned.document.name} has no version ${given.version}.`);
    }
    return {
      kind: 'kept',
      version,
      document: await moveDefault(parts, stores, actor, owned.document, version.version),
    };
  });
}

/** In the transaction at hand. */
export async function moveDefault(
  parts: DocumentParts,
  stores: Stores,
  actor: Actor,
  before: StoredDocument,
  defaultVersion: number,
): Promise<StoredDocument> {
  const document = { ...before, defaultVersion };
  await stores.documents.save(document);
  await stores.records.append([
    {
      at: parts.clock.now(),
      actor,
      action: 'document.default-changed',
      subject: { kind: 'document', id: document.name },
      detail: { from: before.defaultVersion, to: defaultVersion },
    },
  ]);
  return document;
}
