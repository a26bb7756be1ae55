import type { DocumentAttachment, PermissionStatement, StoredDocument } from '@trueup/core';
import { isReservedName } from '../document/create-document.ts';
import { findDocument, type DocumentWanted } from '../document/find-document.ts';
import { runbookByName } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

/** An Automation document that can be run. */
export interface Runbook {
  readonly name: string;
  readonly version: string;
  readonly text: string;
  /** Narrow the role. Absent: the role's own permissions. */
  readonly permissions?: readonly PermissionStatement[];
  readonly attachments: readonly DocumentAttachment[];
  /** Such as `/AWS::EC2::Instance`. */
  readonly targetType?: string;
}

type Wanted = Pick<DocumentWanted, 'name' | 'version' | 'viewer'>;

export type FoundRunbook = { readonly kind: 'found'; readonly runbook: Runbook } | Refused;

/**
 * A document of the library by `Trueup-<control id>`, or a stored one by name or ARN. With a viewer, another account's
 * is found by its full ARN alone, so that nobody runs a stranger's text under a name of his own; names that only the
 * administrator gives need none.
 */
export async function findRunbook(
  parts: Pick<EngineParts, 'store' | 'catalogue'>,
  wanted: Wanted,
): Promise<FoundRunbook> {
  const text = runbookByName(parts.catalogue, wanted.name);
  if (text !== undefined) return { kind: 'found', runbook: { name: wanted.name, version: '1', text, attachments: [] } };
  const found = await findDocument(parts.store, wanted);
  if (found.kind === 'refused') return found;
  const { targetType } = found.document;
  if (!isNamedSafely(found.document, wanted)) {
    return refused('unknown-document', `Document with name ${wanted.name} does not exist.`);
  }
  const { name, version, content, permissions, attachments } = found.version;
  return {
    kind: 'found',
    runbook: {
      name,
      version: String(version),
      text: content,
      ...(permissions ? { permissions } : {}),
      attachments,
      ...(targetType === undefined ? {} : { targetType }),
    },
  };
}

const FULL_ARN = /^arn:[\w-]+:ssm:[\w-]*:\d{12}:document\//;

function isNamedSafely({ name, owner }: StoredDocument, wanted: Wanted): boolean {
  if (wanted.viewer === undefined || wanted.viewer === owner) return true;
  return isReservedName(name) || FULL_ARN.test(wanted.name);
}
