import { z } from 'zod';
import { operation } from '../operation.ts';
import { tag } from '../schema/automation.ts';
import { permissionStatement } from '../schema/control.ts';
import {
  attachmentContent,
  documentFormat,
  documentName,
  documentVersion,
  documentVersionSelection,
  storedDocument,
} from '../schema/document.ts';
import { documentLint, lintPermissions } from '../schema/document-lint.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';

/** Five attachments of a few megabytes, in base64. */
const DOCUMENT_WITH_ATTACHMENTS_BYTES = 48 * 1024 * 1024;

/** A text of 64 KB, with what JSON adds to it, and the permissions beside it. */
const LINTED_BYTES = 1024 * 1024;

const oneVersion = {
  name: documentName,
  version: documentVersionSelection.exactOptional().meta({ description: 'Absent: the default version.' }),
  format: documentFormat.exactOptional().meta({ description: 'Absent: as it was given.' }),
};

export const documentOperations = {
  listDocuments: operation({
    method: 'GET',
    path: '/api/v1/documents',
    summary: 'Stored Automation documents, by name',
    input: z.strictObject({ namePrefixes: list(z.string().min(1)).exactOptional(), ...pageRequest }),
    output: page(storedDocument),
  }),
  getDocument: operation({
    method: 'GET',
    path: '/api/v1/documents/{name}',
    summary: 'One version of a document, in the format asked for',
    input: z.strictObject(oneVersion),
    output: z.object({
      document: storedDocument,
      version: documentVersion,
      versions: list(documentVersion.omit({ content: true })).meta({ description: 'The newest hundred.' }),
    }),
  }),
  importDocument: operation({
    method: 'POST',
    path: '/api/v1/documents',
    summary: 'Stores a document, or the next version of one',
    bodyLimitBytes: DOCUMENT_WITH_ATTACHMENTS_BYTES,
    input: z.strictObject({
      name: documentName,
      content: z.string(),
      format: documentFormat.exactOptional().meta({ description: 'Absent: JSON when it begins with a brace.' }),
      displayName: z.string().max(1024).exactOptional(),
      versionName: z.string().max(128).exactOptional(),
      targetType: z.string().max(200).exactOptional(),
      tags: list(tag).exactOptional(),
      permissions: list(permissionStatement).exactOptional(),
      attachments: z.array(attachmentContent).max(5).readonly().exactOptional(),
      setDefault: z
        .boolean()
        .exactOptional()
        .meta({ description: 'Makes it the version that runs when none is named; the first one is.' }),
    }),
    output: z.object({
      document: storedDocument,
      version: documentVersion.omit({ content: true }),
      change: z.enum(['created', 'updated', 'unchanged']),
    }),
  }),
  exportDocument: operation({
    method: 'GET',
    path: '/api/v1/documents/{name}/export',
    summary: 'One version of a document with its attachments',
    input: z.strictObject(oneVersion),
    output: z.object({ version: documentVersion, attachments: list(attachmentContent) }),
  }),
  lintDocument: operation({
    method: 'POST',
    path: '/api/v1/documents/lint',
    summary: 'What is wrong with an Automation document, and how its steps follow each other; changes nothing',
    bodyLimitBytes: LINTED_BYTES,
    input: z.strictObject({
      content: z.string(),
      format: documentFormat.exactOptional().meta({ description: 'Absent: JSON when it begins with a brace.' }),
      permissions: lintPermissions.exactOptional(),
    }),
    output: documentLint,
  }),
  setDefaultDocumentVersion: operation({
    method: 'POST',
    path: '/api/v1/documents/{name}/default',
    summary: 'Makes a version, such as an older one, the one that runs when none is named',
    input: z.strictObject({ name: documentName, version: documentVersionSelection }),
    output: storedDocument,
  }),
  deleteDocument: operation({
    method: 'POST',
    path: '/api/v1/documents/{name}/delete',
    summary: 'Removes a document, or one version of it',
    input: z.strictObject({
      name: documentName,
      version: documentVersionSelection.exactOptional().meta({ description: 'Absent: every version.' }),
    }),
    output: z.object({ name: z.string() }),
  }),
};
