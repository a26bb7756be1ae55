import type { Trueup } from '../operations.ts';
import type { Actor } from '../schema/actor.ts';
import type { AttachmentContent, DocumentVersion, StoredDocument } from '../schema/document.ts';
import type { DocumentLint } from '../schema/document-lint.ts';
import { notFound } from './not-found.ts';
import { SCRIPTED_AT } from './scripted-things.ts';

/** One version with what the document was when it came. */
interface Kept {
  readonly document: StoredDocument;
  readonly version: DocumentVersion;
  readonly attachments: readonly AttachmentContent[];
}

/** Versions by name, oldest first. */
export type Documents = Map<string, readonly Kept[]>;

type Documenting = Pick<
  Trueup,
  | 'listDocuments'
  | 'getDocument'
  | 'importDocument'
  | 'exportDocument'
  | 'setDefaultDocumentVersion'
  | 'deleteDocument'
  | 'lintDocument'
>;

export function scriptedDocuments(documents: Documents, actor: Actor): Documenting {
  return {
    async listDocuments({ namePrefixes }) {
      const latest = [...documents.values()].flatMap((versions) => versions.at(-1) ?? []);
      const items = latest
        .map(({ document }) => document)
        .filter(({ name }) => namePrefixes?.some((prefix) => name.startsWith(prefix)) ?? true);
      return { items };
    },
    async getDocument({ name, version, format }) {
      const kept = keptOf(documents, name, version);
      const versions = (documents.get(name) ?? []).map(({ version: { content: _content, ...rest } }) => rest);
      return { document: latestOf(documents, name), version: inFormat(kept.version, format), versions };
    },
    async importDocument(given) {
      const { name, content, attachments = [], setDefault = false } = given;
      const before = documents.get(name) ?? [];
      const latest = before.at(-1);
      if (latest?.version.content === content) return { ...latest, change: 'unchanged' };
      const number = before.length + 1;
      const document = documentOf(given, number, setDefault ? number : latest?.document.defaultVersion);
      const version = versionOf(given, number, actor);
      documents.set(name, [...before, { document, version, attachments }]);
      const { content: _content, ...rest } = version;
      return { document, version: rest, change: latest ? 'updated' : 'created' };
    },
    async exportDocument({ name, version, format }) {
      const kept = keptOf(documents, name, version);
      return { version: inFormat(kept.version, format), attachments: kept.attachments };
    },
    async setDefaultDocumentVersion({ name, version }) {
      const defaultVersion = keptOf(documents, name, version).version.version;
      const versions = (documents.get(name) ?? []).map((kept) => ({
        ...kept,
        document: { ...kept.document, defaultVersion },
      }));
      documents.set(name, versions);
      return latestOf(documents, name);
    },
    async deleteDocument({ name }) {
      if (!documents.delete(name)) notFound('document', name);
      return { name };
    },
    lintDocument: async ({ content }) => lintOf(content),
  };
}

/** A document with `mainSteps` is one of two steps; any other lacks them. */
function lintOf(content: string): DocumentLint {
  if (!content.includes('mainSteps')) {
    const message = 'Missing "mainSteps" in the document.';
    const missing = { rule: 'missing-key', message, path: 'mainSteps', line: 1, column: 1 };
    return { valid: false, problems: [{ ...missing, severity: 'error' }] };
  }
  const step = { action: 'aws:executeAwsApi' };
  return {
    valid: true,
    problems: [],
    graph: {
      start: 'Look',
      steps: [
        { ...step, name: 'Look', isEnd: false, next: [{ to: 'Change', when: 'success' }] },
        { ...step, name: 'Change', isEnd: true, next: [] },
      ],
    },
    parameters: [{ name: 'BucketName', type: 'String' }],
  };
}

type Given = Parameters<Documenting['importDocument']>[0];

function documentOf({ name, targetType, tags = [] }: Given, latestVersion: number, defaultVersion = 1): StoredDocument {
  return {
    name,
    owner: '222222222222',
    createdAt: SCRIPTED_AT,
    ...(targetType === undefined ? {} : { targetType }),
    tags,
    defaultVersion,
    latestVersion,
    sharedWith: [],
  };
}

function versionOf(given: Given, version: number, actor: Actor): DocumentVersion {
  const { name, content, format = content.startsWith('{') ? 'JSON' : 'YAML', attachments = [], permissions } = given;
  return {
    name,
    version,
    format,
    content,
    hash: 'e'.repeat(64),
    createdAt: SCRIPTED_AT,
    createdBy: actor.name,
    ...(permissions ? { permissions } : {}),
    attachments: attachments.map((one) => ({ name: one.name, size: one.base64.length, sha256: 'f'.repeat(64) })),
  };
}

function latestOf(documents: Documents, name: string): StoredDocument {
  return documents.get(name)?.at(-1)?.document ?? notFound('document', name);
}

function keptOf(documents: Documents, name: string, asked = '$DEFAULT'): Kept {
  const { defaultVersion, latestVersion } = latestOf(documents, name);
  const number = asked === '$DEFAULT' ? defaultVersion : asked === '$LATEST' ? latestVersion : Number(asked);
  return documents.get(name)?.[number - 1] ?? notFound(`version ${asked} of document`, name);
}

function inFormat(version: DocumentVersion, format = version.format): DocumentVersion {
  return format === version.format ? version : { ...version, format, content: `${version.content}# as ${format}\n` };
}
