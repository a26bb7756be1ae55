import { convertDocument } from '@trueup/core';
import {
  createDocument,
  deleteDocument,
  findDocument,
  ownedDocument,
  setDefaultVersion,
  shareDocument,
  shownVersions,
  updateDocument,
  type AttachmentSource,
} from '@trueup/engine';
import { AwsError } from '../aws-error.ts';
import { operation, type AwsCall } from '../aws-operation.ts';
import { documentDescription, documentVersionInfo, namesOf } from './document-shape.ts';
import { listDocuments } from './list-documents.ts';
import { listPage, storedPage } from '../page-token.ts';
import { accepted } from './refusal-error.ts';
import { boolean, integer, list, string, structure, type Input } from '../shape.ts';
import {
  accountIds,
  attachments,
  documentArn,
  documentDisplayName,
  documentFormat,
  documentName,
  documentType,
  documentVersion,
  documentVersionName,
  documentVersionNumber,
  nextToken,
  permissionType,
  sharedDocumentVersion,
  tags,
  targetType,
} from './shapes.ts';
import { epochSeconds } from '../wire-time.ts';

/** The operations on documents (automation-documents, 6.2.2). */

const version = {
  Content: string({ min: 1 }),
  Attachments: attachments,
  Name: documentName,
  DisplayName: documentDisplayName,
  VersionName: documentVersionName,
  DocumentFormat: documentFormat,
  TargetType: targetType,
};

const create = operation(
  structure(
    {
      ...version,
      Requires: list(structure({ Name: documentArn }, ['Name']), { min: 1 }),
      DocumentType: documentType,
      Tags: tags,
    },
    ['Content', 'Name'],
  ),
  async (input, { parts, actor, scope }) => {
    if (input.DocumentType !== undefined && input.DocumentType !== 'Automation') {
      throw new AwsError(
        'ValidationException',
        `DocumentType ${input.DocumentType} is not kept here: expected Automation.`,
      );
    }
    if (input.Requires) throw new AwsError('ValidationException', 'Requires is for documents of AppConfig.');
    const kept = await createDocument(
      parts.engineParts,
      {
        ...givenVersion(input),
        name: input.Name,
        owner: scope.accountId,
        attachments: { kind: 'sources', sources: sourcesOf(input.Attachments), scope },
        ...(input.TargetType === undefined ? {} : { targetType: input.TargetType }),
        ...(input.Tags === undefined ? {} : { tags: input.Tags }),
      },
      actor,
    );
    return { DocumentDescription: documentDescription(accepted(kept, 'document')) };
  },
);

const update = operation(
  structure({ ...version, DocumentVersion: documentVersion }, ['Content', 'Name']),
  async (input, { parts, actor, scope }) => {
    const kept = await updateDocument(
      parts.engineParts,
      {
        ...givenVersion(input),
        name: input.Name,
        owner: scope.accountId,
        attachments: { kind: 'sources', sources: sourcesOf(input.Attachments), scope },
        ...(input.DocumentVersion === undefined ? {} : { documentVersion: input.DocumentVersion }),
        ...(input.TargetType === undefined ? {} : { targetType: input.TargetType }),
      },
      actor,
    );
    return { DocumentDescription: documentDescription(accepted(kept, 'document')) };
  },
);

function givenVersion(input: {
  readonly Content: string;
  readonly DocumentFormat?: 'YAML' | 'JSON' | 'TEXT';
  readonly VersionName?: string;
  readonly DisplayName?: string;
}): Pick<Parameters<typeof createDocument>[1], 'content' | 'format' | 'versionName' | 'displayName'> {
  return {
    content: input.Content,
    format: formatOf(input.DocumentFormat),
    ...(input.VersionName === undefined ? {} : { versionName: input.VersionName }),
    ...(input.DisplayName === undefined ? {} : { displayName: input.DisplayName }),
  };
}

function formatOf(format: 'YAML' | 'JSON' | 'TEXT' = 'JSON'): 'YAML' | 'JSON' {
  if (format !== 'TEXT') return format;
  throw new AwsError('ValidationException', 'DocumentFormat TEXT is not for runbooks: expected YAML or JSON.');
}

function sourcesOf(given: Input<typeof attachments> = []): readonly AttachmentSource[] {
  return given.map(({ Key, Values = [], Name }) => {
    if (Key === undefined) throw new AwsError('ValidationException', 'Attachments: each entry needs a Key.');
    return { Key, Values, ...(Name === undefined ? {} : { Name }) };
  });
}

const updateDefault = operation(
  structure({ Name: documentName, DocumentVersion: documentVersionNumber }, ['Name', 'DocumentVersion']),
  async ({ Name, DocumentVersion }, { parts, actor, scope }) => {
    const given = { name: Name, owner: scope.accountId, version: DocumentVersion };
    const kept = accepted(await setDefaultVersion(parts.engineParts, given, actor), 'document');
    const { versionName } = kept.version;
    return {
      Description: {
        Name: kept.document.name,
        DefaultVersion: String(kept.document.defaultVersion),
        ...(versionName === undefined ? {} : { DefaultVersionName: versionName }),
      },
    };
  },
);

const oneVersion = {
  Name: documentArn,
  DocumentVersion: documentVersion,
  VersionName: documentVersionName,
};
const oneVersionShape = structure(oneVersion, ['Name']);

async function found({ Name, DocumentVersion, VersionName }: Input<typeof oneVersionShape>, { parts, scope }: AwsCall) {
  const wanted = {
    name: Name,
    viewer: scope.accountId,
    ...(DocumentVersion === undefined ? {} : { version: DocumentVersion }),
    ...(VersionName === undefined ? {} : { versionName: VersionName }),
  };
  return accepted(await findDocument(parts.store, wanted), 'document');
}

const describe = operation(oneVersionShape, async (input, call) => ({
  Document: documentDescription(await found(input, call)),
}));

const get = operation(structure({ ...oneVersion, DocumentFormat: documentFormat }, ['Name']), async (input, call) => {
  const { document, version: one } = await found(input, call);
  const format = formatOf(input.DocumentFormat);
  return {
    Name: document.name,
    ...namesOf(one),
    CreatedDate: epochSeconds(one.createdAt),
    DocumentVersion: String(one.version),
    Status: 'Active',
    Content: convertDocument(one, format),
    DocumentType: 'Automation',
    DocumentFormat: format,
    AttachmentsContent: one.attachments.map(({ name, size, sha256 }) => ({
      Name: name,
      Size: size,
      Hash: sha256,
      HashType: 'Sha256',
    })),
  };
});

const listVersions = operation(
  structure({ Name: documentArn, MaxResults: integer(1, 50), NextToken: nextToken }, ['Name']),
  async (input, call) => {
    const { document } = await found({ Name: input.Name }, call);
    const shown = shownVersions(document, call.scope.accountId);
    const page = await storedPage('document-versions', input, (request) =>
      call.parts.store.documents.versions(document.name, request),
    );
    const versions = page.items.filter(({ version: number }) => shown?.(number) ?? false);
    return { DocumentVersions: versions.map((one) => documentVersionInfo(document, one)), ...page.members };
  },
);

const remove = operation(
  structure(
    { Name: documentName, DocumentVersion: documentVersion, VersionName: documentVersionName, Force: boolean },
    ['Name'],
  ),
  async ({ Name, DocumentVersion, VersionName }, { parts, actor, scope }) => {
    const given = {
      name: Name,
      owner: scope.accountId,
      ...(DocumentVersion === undefined ? {} : { version: DocumentVersion }),
      ...(VersionName === undefined ? {} : { versionName: VersionName }),
    };
    accepted(await deleteDocument(parts.engineParts, given, actor), 'document');
    return {};
  },
);

const modifyPermission = operation(
  structure(
    {
      Name: documentName,
      PermissionType: permissionType,
      AccountIdsToAdd: accountIds,
      AccountIdsToRemove: accountIds,
      SharedDocumentVersion: sharedDocumentVersion,
    },
    ['Name', 'PermissionType'],
  ),
  async (input, { parts, actor, scope }) => {
    const { SharedDocumentVersion: shared } = input;
    const outcome = await shareDocument(
      parts.engineParts,
      {
        name: input.Name,
        owner: scope.accountId,
        add: input.AccountIdsToAdd ?? [],
        remove: input.AccountIdsToRemove ?? [],
        ...(shared === '$ALL' || shared === '$LATEST' ? { version: shared } : {}),
      },
      actor,
    );
    if (outcome.kind === 'refused' && outcome.reason === 'document-limit') {
      throw new AwsError('DocumentPermissionLimit', outcome.detail);
    }
    accepted(outcome, 'document');
    return {};
  },
);

const describePermission = operation(
  structure({ Name: documentName, PermissionType: permissionType, MaxResults: integer(1, 200), NextToken: nextToken }, [
    'Name',
    'PermissionType',
  ]),
  async (input, { parts, scope }) => {
    const { document } = accepted(await ownedDocument(parts.store, input.Name, scope.accountId), 'document');
    const page = listPage('document-permissions', input, document.sharedWith);
    return {
      AccountIds: page.items.map(({ accountId }) => accountId),
      AccountSharingInfoList: page.items.map(({ accountId, version: shared }) => ({
        AccountId: accountId,
        SharedDocumentVersion: shared,
      })),
      ...page.members,
    };
  },
);

export const documentOperations = {
  CreateDocument: create,
  UpdateDocument: update,
  UpdateDocumentDefaultVersion: updateDefault,
  DescribeDocument: describe,
  GetDocument: get,
  ListDocuments: listDocuments,
  ListDocumentVersions: listVersions,
  DeleteDocument: remove,
  ModifyDocumentPermission: modifyPermission,
  DescribeDocumentPermission: describePermission,
};
