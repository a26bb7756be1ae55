import type { AccountId, Actor, DocumentVersion, PermissionStatement, StoredDocument, Tag } from '@trueup/core';
import { canonicalJson, type Json } from '@trueup/core';
import { refused, type Refused } from '../refusal.ts';
import { checkContent, formatOf } from './check-content.ts';
import { MOST_DOCUMENTS } from './create-document.ts';
import type { DocumentParts } from './document-parts.ts';
import { keepVersion, type DocumentKept } from './keep-version.ts';
import { readAttachments, type AttachmentContent } from './read-attachments.ts';
import { moveDefault } from './set-default-version.ts';
import { versionRefusal } from './update-document.ts';

/** A document as its owner's administrator brings it: any name, and what no AWS API takes. */
export interface ImportDocument {
  readonly name: string;
  readonly owner: AccountId;
  readonly content: string;
  /** Absent: JSON when it begins with a brace. */
  readonly format?: DocumentVersion['format'];
  readonly versionName?: string;
  readonly displayName?: string;
  readonly targetType?: string;
  readonly tags?: readonly Tag[];
  readonly permissions?: readonly PermissionStatement[];
  readonly attachments?: readonly AttachmentContent[];
  /** Makes the version the default. The first one is. */
  readonly setDefault?: boolean;
}

export type DocumentImported = (DocumentKept & { readonly change: 'created' | 'updated' | 'unchanged' }) | Refused;

/** Creates the document or stores its next version; what is stored already is not stored again. */
export async function importDocument(
  parts: DocumentParts,
  given: ImportDocument,
  actor: Actor,
): Promise<DocumentImported> {
  if (!/^[\w.-]{3,128}$/.test(given.name)) {
    return refused('invalid-document', `'${given.name}' is no document name: expected 3 to 128 letters, digits or _.-`);
  }
  const version = { ...given, format: given.format ?? formatOf(given.content) };
  const checked = checkContent(version);
  if (checked.kind === 'refused') return checked;
  const contents = { kind: 'contents', contents: given.attachments ?? [] } as const;
  const stored = await parts.store.documents.byName(given.name);
  const before = stored && (await parts.store.documents.version(stored.name, stored.latestVersion));
  const read = await readAttachments(parts, checked.document, contents, before);
  if (read.kind === 'refused') return read;
  return parts.store.transaction(async (stores): Promise<DocumentImported> => {
    const document = await stores.documents.byName(given.name);
    const latest = document && (await stores.documents.version(document.name, document.latestVersion));
    if (document && latest && isSame(parts, latest, given)) {
      if (given.setDefault !== true || document.defaultVersion === latest.version) {
        return { kind: 'kept', document, version: latest, change: 'unchanged' };
      }
      const moved = await moveDefault(parts, stores, actor, document, latest.version);
      return { kind: 'kept', document: moved, version: latest, change: 'updated' };
    }
    const refusal = document
      ? await versionRefusal(stores, document, given.versionName)
      : (await stores.documents.count()) >= MOST_DOCUMENTS
        ? refused('document-limit', `There are ${MOST_DOCUMENTS} documents already, which is the most.`)
        : undefined;
    if (refusal) return refusal;
    const kept = await keepVersion(parts, stores, actor, {
      action: document ? 'document.updated' : 'document.created',
      version,
      attachments: read.attachments,
      ...(given.permissions === undefined ? {} : { permissions: given.permissions }),
      document: nextOf(document, given, parts.clock.now()),
    });
    return { ...kept, change: document ? 'updated' : 'created' };
  });
}

function isSame(parts: DocumentParts, latest: DocumentVersion, { content, permissions }: ImportDocument): boolean {
  const text = (statements: readonly PermissionStatement[] | undefined): string =>
    canonicalJson((statements ?? null) as unknown as Json);
  return latest.hash === parts.digest(content) && text(latest.permissions) === text(permissions);
}

function nextOf(document: StoredDocument | undefined, given: ImportDocument, at: string): StoredDocument {
  const latestVersion = (document?.latestVersion ?? 0) + 1;
  const targetType = given.targetType ?? document?.targetType;
  return {
    name: given.name,
    owner: document?.owner ?? given.owner,
    createdAt: document?.createdAt ?? at,
    ...(targetType === undefined ? {} : { targetType }),
    tags: given.tags ?? document?.tags ?? [],
    defaultVersion: document && given.setDefault !== true ? document.defaultVersion : latestVersion,
    latestVersion,
    sharedWith: document?.sharedWith ?? [],
  };
}
