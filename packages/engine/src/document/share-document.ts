import type { AccountId, Actor, StoredDocument } from '@trueup/core';
import { refused, type Refused } from '../refusal.ts';
import type { DocumentParts } from './document-parts.ts';
import { ownedDocument } from './find-document.ts';

/** ModifyDocumentPermission. */
export interface ShareDocument {
  readonly name: string;
  readonly owner: AccountId;
  /** Account ids, or `all`. */
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly version?: '$ALL' | '$DEFAULT' | '$LATEST';
}

/** automation-documents, 5.7. */
const MOST_ACCOUNTS = 1_000;

/** Shares a document with accounts, or ends that. */
export async function shareDocument(
  parts: DocumentParts,
  given: ShareDocument,
  actor: Actor,
): Promise<{ readonly kind: 'shared'; readonly document: StoredDocument } | Refused> {
  const { version = '$DEFAULT' } = given;
  const add = given.add.map((account) => account.toLowerCase());
  const remove = given.remove.map((account) => account.toLowerCase());
  const both = add.find((account) => remove.includes(account));
  if (both !== undefined) return refused('invalid-permission', `Account ${both} is both to be added and removed.`);
  return parts.store.transaction(async (stores) => {
    const owned = await ownedDocument(stores, given.name, given.owner);
    if (owned.kind === 'refused') return owned;
    const { sharedWith } = owned.document;
    const kept = sharedWith.filter(({ accountId }) => !remove.includes(accountId) && !add.includes(accountId));
    const added = [...new Set(add)].map((accountId) => ({ accountId, version }));
    if (kept.length + added.length > MOST_ACCOUNTS) {
      return refused('document-limit', `A document is shared with ${MOST_ACCOUNTS} accounts at most.`);
    }
    const document = { ...owned.document, sharedWith: [...kept, ...added] };
    await stores.documents.save(document);
    await stores.records.append([
      {
        at: parts.clock.now(),
        actor,
        action: 'document.shared',
        subject: { kind: 'document', id: document.name },
        detail: { added, removed: remove },
      },
    ]);
    return { kind: 'shared', document };
  });
}
