import type { DocumentAttachment, PermissionStatement } from '@trueup/core';
import { findDocument } from '../document/find-document.ts';
import { runbookByName } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import type { Refused } from '../refusal.ts';

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

export type FoundRunbook = { readonly kind: 'found'; readonly runbook: Runbook } | Refused;

/** A document of the library by `Trueup-<control id>`, or a stored one by name or ARN. */
export async function findRunbook(
  parts: Pick<EngineParts, 'store' | 'catalogue'>,
  wanted: { readonly name: string; readonly version?: string },
): Promise<FoundRunbook> {
  const text = runbookByName(parts.catalogue, wanted.name);
  if (text !== undefined) return { kind: 'found', runbook: { name: wanted.name, version: '1', text, attachments: [] } };
  const found = await findDocument(parts.store, wanted);
  if (found.kind === 'refused') return found;
  const { targetType } = found.document;
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
