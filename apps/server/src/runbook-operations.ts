import type { AttachmentContent, Input, Trueup } from '@trueup/api-contract';
import { convertDocument, type DocumentVersion } from '@trueup/core';
import { deleteDocument, findDocument, importDocument, setDefaultVersion, type FoundDocument } from '@trueup/engine';
import type { ApplicationParts } from './application-parts.ts';
import { homeAccount } from './home-scope.ts';
import { lintDocument } from './lint-document.ts';
import { refusal } from './refusal-problem.ts';

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

const VERSIONS_SHOWN = 100;

/** Stored documents, for the administrator: every account's. */
export function runbookOperations(parts: ApplicationParts): Documenting {
  const { store, actor } = parts;
  return {
    listDocuments: (query) => store.documents.list(query),
    async getDocument(wanted) {
      const { document, version } = await documentFound(parts, wanted);
      const { items } = await store.documents.versions(document.name, { limit: VERSIONS_SHOWN });
      return { document, version: inFormat(version, wanted.format), versions: items };
    },
    async importDocument({ attachments = [], ...given }) {
      const owner = await homeAccount({ policy: await parts.policy.readIfThere(), identity: parts.identity });
      const contents = attachments.map(({ name, base64 }) => ({ name, content: Buffer.from(base64, 'base64') }));
      const imported = await importDocument(parts, { ...given, owner, attachments: contents }, actor);
      if (imported.kind === 'refused') throw refusal(imported);
      const { content: _content, ...version } = imported.version;
      return { document: imported.document, version, change: imported.change };
    },
    async exportDocument(wanted) {
      const { version } = await documentFound(parts, wanted);
      return { version: inFormat(version, wanted.format), attachments: await attachmentsOf(parts, version) };
    },
    lintDocument: (given) => lintDocument(parts, given),
    async setDefaultDocumentVersion({ name, version }) {
      const { document } = await documentFound(parts, { name });
      const kept = await setDefaultVersion(parts, { name, owner: document.owner, version }, actor);
      if (kept.kind === 'refused') throw refusal(kept);
      return kept.document;
    },
    async deleteDocument({ name, version }) {
      const { document } = await documentFound(parts, { name });
      const selected = version === undefined ? {} : { version };
      const deleted = await deleteDocument(parts, { name, owner: document.owner, ...selected }, actor);
      if (deleted.kind === 'refused') throw refusal(deleted);
      return { name: deleted.name };
    },
  };
}

async function documentFound(
  { store }: ApplicationParts,
  { name, version }: Pick<Input<'getDocument'>, 'name' | 'version'>,
): Promise<Extract<FoundDocument, { kind: 'found' }>> {
  const found = await findDocument(store, { name, ...(version === undefined ? {} : { version }) });
  if (found.kind === 'refused') throw refusal(found);
  return found;
}

function inFormat(version: DocumentVersion, format = version.format): DocumentVersion {
  return { ...version, format, content: convertDocument(version, format) };
}

function attachmentsOf({ store }: ApplicationParts, version: DocumentVersion): Promise<AttachmentContent[]> {
  return Promise.all(
    version.attachments.map(async ({ name, sha256 }) => {
      const content = await store.documents.attachment(sha256);
      if (!content) throw new Error(`attachment ${name} of ${version.name} is not in the store`);
      return { name, base64: Buffer.from(content).toString('base64') };
    }),
  );
}
