import type {
  AccountId,
  DocumentAttachment,
  DocumentVersion,
  DoorSession,
  RunbookDocument,
  Scope,
  Stores,
} from '@trueup/core';
import { refused, type Refused } from '../refusal.ts';
import type { DocumentParts } from './document-parts.ts';
import { findDocument } from './find-document.ts';

/** SSM's AttachmentsSource. */
export interface AttachmentSource {
  readonly Key: 'SourceUrl' | 'S3FileUrl' | 'AttachmentReference';
  readonly Values: readonly string[];
  readonly Name?: string;
}

/** Where the attachments of a document come from. */
export type AttachmentsGiven =
  /** `scope`: where S3 is read; the account also names whose attachments a reference may point to. */
  | { readonly kind: 'sources'; readonly sources: readonly AttachmentSource[]; readonly scope: Scope }
  | { readonly kind: 'contents'; readonly contents: readonly AttachmentContent[] };

export interface AttachmentContent {
  readonly name: string;
  readonly content: Uint8Array;
}

/** An attachment as the document will list it. `content` is absent where the store holds it already. */
export interface ReadAttachment extends DocumentAttachment {
  readonly content?: Uint8Array;
}

export type AttachmentsRead = { readonly kind: 'read'; readonly attachments: readonly ReadAttachment[] } | Refused;

/** automation-documents, 1.7. */
const MOST_ATTACHMENTS = 5;
const MOST_BYTES = 256 * 1024 * 1024;

const invalid = (detail: string): Refused => refused('invalid-document', detail);

/**
 * Reads every attachment that the document's `files` names and compares it with its checksum. One that is not given
 * is taken from the version before, where it has the same checksum.
 */
export async function readAttachments(
  parts: DocumentParts,
  document: RunbookDocument,
  given: AttachmentsGiven,
  before?: DocumentVersion,
): Promise<AttachmentsRead> {
  const names = Object.keys(document.files);
  if (names.length > MOST_ATTACHMENTS) {
    return invalid(`A runbook has at most ${MOST_ATTACHMENTS} attachments; files names ${names.length}.`);
  }
  const origins = originsOf(parts, names, given);
  if (origins.kind === 'refused') return origins;
  const stray = [...origins.of.keys()].find((name) => !names.includes(name));
  if (stray !== undefined) return invalid(`Attachment ${stray} has no checksum: files does not name it.`);
  const attachments: ReadAttachment[] = [];
  for (const [name, { sha256 }] of Object.entries(document.files)) {
    const kept = before?.attachments.find((one) => one.name === name && one.sha256 === sha256);
    const origin = origins.of.get(name);
    if (!origin && kept) attachments.push(kept);
    else {
      const read = origin ? await origin() : invalid(`files.${name}: no attachment of this name was given.`);
      if (read.kind === 'refused') return read;
      const found = await sha256Of(read.content);
      if (found !== sha256) return invalid(`files.${name}: the attachment has the SHA-256 ${found}, not ${sha256}.`);
      attachments.push({ name, size: read.content.byteLength, sha256, content: read.content });
    }
  }
  return { kind: 'read', attachments };
}

type Read = { readonly kind: 'content'; readonly content: Uint8Array } | Refused;
type Origin = () => Promise<Read>;
type Origins = { readonly kind: 'origins'; readonly of: ReadonlyMap<string, Origin> } | Refused;

function originsOf(parts: DocumentParts, names: readonly string[], given: AttachmentsGiven): Origins {
  const of = new Map<string, Origin>();
  if (given.kind === 'contents') {
    for (const { name, content } of given.contents) of.set(name, () => Promise.resolve({ kind: 'content', content }));
    return { kind: 'origins', of };
  }
  const object =
    (place: S3Place): Origin =>
    () =>
      objectOf(parts.door.open(given.scope, { mode: 'live' }), place);
  for (const { Key, Values, Name } of given.sources) {
    const [value] = Values;
    if (value === undefined) return invalid(`Attachments: ${Key} needs a value.`);
    if (Key === 'AttachmentReference') {
      const reference = attachmentReference(value);
      if (!reference) return invalid(`Attachments: ${value} is not of the form DocumentName/version/file.`);
      of.set(Name ?? reference.file, () => referenced(parts.store, reference, given.scope.accountId));
      continue;
    }
    const place = s3Place(value);
    if (!place) return invalid(`Attachments: ${value} is not of the form s3://bucket/key.`);
    if (Key === 'S3FileUrl') of.set(Name ?? place.key.split('/').at(-1) ?? '', object(place));
    else {
      const folder = place.key.replace(/\/*$/, place.key === '' ? '' : '/');
      for (const name of Name === undefined ? names : [Name]) {
        of.set(name, object({ bucket: place.bucket, key: `${folder}${name}` }));
      }
    }
  }
  return { kind: 'origins', of };
}

interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

function s3Place(url: string): S3Place | undefined {
  const [, bucket, key = ''] =
    /^s3:\/\/([^/]+)\/?(.*)$/.exec(url) ??
    /^https:\/\/([a-z0-9][a-z0-9.-]+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?\/?(.*)$/.exec(url) ??
    /^https:\/\/s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?\/([^/]+)\/?(.*)$/.exec(url) ??
    [];
  return bucket === undefined ? undefined : { bucket, key };
}

async function objectOf(session: DoorSession, { bucket, key }: S3Place): Promise<Read> {
  const parameters = { Bucket: bucket, Key: key };
  const place = `s3://${bucket}/${key}`;
  const head = await session.call({ service: 's3', operation: 'HeadObject', parameters });
  if (head.kind !== 'answered') return invalid(`Attachments: ${place} could not be read: ${failureText(head)}`);
  const { ContentLength: size, ETag: etag } = head.output;
  if (typeof size === 'number' && size > MOST_BYTES) return tooLarge(place, size);
  if (typeof size !== 'number' || typeof etag !== 'string') {
    return invalid(`Attachments: ${place} could not be read: HeadObject told no ContentLength or no ETag.`);
  }
  // The very object that was measured: another one could be of any size.
  const measured = { ...parameters, IfMatch: etag };
  const answer = await session.call({ service: 's3', operation: 'GetObject', parameters: measured }, { bytes: true });
  if (answer.kind !== 'answered') return invalid(`Attachments: ${place} could not be read: ${failureText(answer)}`);
  const { Body } = answer.output;
  return { kind: 'content', content: Buffer.from(typeof Body === 'string' ? Body : '', 'base64') };
}

function tooLarge(place: string, size: number): Refused {
  return invalid(`Attachments: ${place} has ${size} bytes; an attachment may have ${MOST_BYTES}.`);
}

type NotAnswered = Exclude<Awaited<ReturnType<DoorSession['call']>>, { kind: 'answered' }>;

function failureText(answer: NotAnswered): string {
  return answer.kind === 'failed' ? `${answer.failure.code}: ${answer.failure.message}` : 'nothing was read';
}

interface AttachmentReference {
  readonly document: string;
  readonly version: string;
  readonly file: string;
}

/** `Name/version/file`, or the ARN of it. */
function attachmentReference(value: string): AttachmentReference | undefined {
  const [, document, version, file] =
    /^(arn:[\w-]+:ssm:[\w-]*:\d{12}:document\/[^/]+|[^/]+)\/([^/]+)\/([^/]+)$/.exec(value) ?? [];
  if (document === undefined || version === undefined || file === undefined) return undefined;
  return { document, version, file };
}

async function referenced(
  stores: Pick<Stores, 'documents'>,
  { document, version, file }: AttachmentReference,
  viewer: AccountId,
): Promise<Read> {
  const found = await findDocument(stores, { name: document, version, viewer });
  if (found.kind === 'refused') return invalid(`Attachments: ${found.detail}`);
  const listed = found.version.attachments.find(({ name }) => name === file);
  const content = listed && (await stores.documents.attachment(listed.sha256));
  if (content) return { kind: 'content', content };
  return invalid(`Attachments: version ${found.version.version} of ${document} has no attachment ${file}.`);
}

async function sha256Of(content: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(content))).toString('hex');
}
