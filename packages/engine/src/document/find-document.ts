import type { AccountId, DocumentVersion, StoredDocument, Stores } from '@trueup/core';
import { refused, type Refused } from '../refusal.ts';

/** A version of a stored document, as callers name it. */
export interface DocumentWanted {
  /** Or the document's ARN. */
  readonly name: string;
  /** A number, `$DEFAULT` or `$LATEST`. Absent: the default version. */
  readonly version?: string;
  readonly versionName?: string;
  /** Who asks. Absent: Trueup itself, which sees every document. */
  readonly viewer?: AccountId;
}

export type FoundDocument =
  { readonly kind: 'found'; readonly document: StoredDocument; readonly version: DocumentVersion } | Refused;

type Documents = Pick<Stores, 'documents'>;

const unknown = (name: string): Refused => refused('unknown-document', `Document with name ${name} does not exist.`);

/** A document that the viewer owns or that is shared with it, in the version asked for. */
export async function findDocument({ documents }: Documents, wanted: DocumentWanted): Promise<FoundDocument> {
  const document = await byNameOrArn(documents, wanted.name);
  const shown = document && shownVersions(document, wanted.viewer);
  if (!document || !shown) return unknown(wanted.name);
  const version = await versionOf(documents, document, wanted);
  if (version && shown(version.version)) return { kind: 'found', document, version };
  const asked = wanted.version ?? wanted.versionName ?? '$DEFAULT';
  return refused('unknown-document-version', `Document ${document.name} has no version ${asked}.`);
}

/** The same for what only the owner may do. */
export async function ownedDocument(
  { documents }: Documents,
  name: string,
  owner: AccountId,
): Promise<{ readonly kind: 'owned'; readonly document: StoredDocument } | Refused> {
  const document = await byNameOrArn(documents, name);
  return document?.owner === owner ? { kind: 'owned', document } : unknown(name);
}

async function byNameOrArn(documents: Stores['documents'], given: string): Promise<StoredDocument | undefined> {
  const [, account, name] = /^arn:[\w-]+:ssm:[\w-]*:(\d{12})?:document\/([^/]+)$/.exec(given) ?? [];
  const document = await documents.byName(name ?? given);
  return account === undefined || document?.owner === account ? document : undefined;
}

/** Which versions an account may see; undefined: none. */
export function shownVersions(
  { owner, sharedWith, defaultVersion, latestVersion }: StoredDocument,
  viewer: AccountId | undefined,
): ((version: number) => boolean) | undefined {
  if (viewer === undefined || viewer === owner) return () => true;
  const shares = sharedWith.filter(({ accountId }) => accountId === viewer || accountId === 'all');
  if (shares.length === 0) return undefined;
  const shared = (selector: string): boolean => shares.some(({ version }) => version === selector);
  return (version) =>
    shared('$ALL') ||
    (version === defaultVersion && shared('$DEFAULT')) ||
    (version === latestVersion && shared('$LATEST'));
}

async function versionOf(
  documents: Stores['documents'],
  document: StoredDocument,
  { version, versionName }: DocumentWanted,
): Promise<DocumentVersion | undefined> {
  const number = versionNumber(document, version);
  if (versionName === undefined) return documents.version(document.name, number);
  const named = await documents.versionNamed(document.name, versionName);
  return version === undefined || named?.version === number ? named : undefined;
}

/** The number that a version selector stands for. */
export function versionNumber(document: StoredDocument, selector: string | undefined): number {
  if (selector === undefined || selector === '$DEFAULT') return document.defaultVersion;
  return selector === '$LATEST' ? document.latestVersion : Number(selector);
}
