import { z } from 'zod';
import { tag } from './automation.ts';
import { permissionStatement } from './control.ts';
import { list } from './list.ts';
import { instant } from './resource.ts';

/** As SSM's DocumentName; it starts with a letter or digit, so that no name is a step such as `..` in a URL. */
export const documentName = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{2,127}$/, 'expected a document name: 3 to 128 letters, digits or any of _.-');

/** `1`, `$DEFAULT` or `$LATEST`. */
export const documentVersionSelection = z
  .string()
  .regex(/^([1-9]\d{0,8}|\$LATEST|\$DEFAULT)$/, 'expected a number, $DEFAULT or $LATEST');

export const documentFormat = z.enum(['YAML', 'JSON']);
export type DocumentFormat = z.output<typeof documentFormat>;

/** A stored Automation document: what its versions share. */
export const storedDocument = z.object({
  name: z.string(),
  owner: z.string(),
  createdAt: instant,
  targetType: z.string().exactOptional(),
  tags: list(tag),
  defaultVersion: z.number().int(),
  latestVersion: z.number().int(),
  sharedWith: list(z.object({ accountId: z.string(), version: z.string() })),
});
export type StoredDocument = z.output<typeof storedDocument>;

export const documentAttachment = z.object({ name: z.string(), size: z.number().int(), sha256: z.string() });

/** One version of a document. Never changes once it is stored. */
export const documentVersion = z.object({
  name: z.string(),
  version: z.number().int(),
  versionName: z.string().exactOptional(),
  displayName: z.string().exactOptional(),
  format: documentFormat,
  content: z.string(),
  hash: z.string(),
  createdAt: instant,
  createdBy: z.string(),
  permissions: list(permissionStatement).exactOptional(),
  attachments: list(documentAttachment),
});
export type DocumentVersion = z.output<typeof documentVersion>;

/** A file beside a document, as it travels. */
export const attachmentContent = z.strictObject({
  name: z.string().regex(/^[\w.-]{3,128}$/, 'expected 3 to 128 letters, digits or any of _.-'),
  base64: z.base64(),
});
export type AttachmentContent = z.output<typeof attachmentContent>;
