import type { AccountId, Actor, Tag } from '@trueup/core';
import { refused, type Refused } from '../refusal.ts';
import { checkContent } from './check-content.ts';
import type { DocumentParts } from './document-parts.ts';
import { keepVersion, type DocumentKept, type GivenVersion } from './keep-version.ts';
import { readAttachments, type AttachmentsGiven } from './read-attachments.ts';

/** CreateDocument. */
export interface CreateDocument extends GivenVersion {
  readonly name: string;
  readonly owner: AccountId;
  readonly targetType?: string;
  readonly tags?: readonly Tag[];
  readonly attachments: AttachmentsGiven;
}

/** automation-documents, 5.7. */
export const MOST_DOCUMENTS = 500;
const RESERVED = /^(?:aws|amazon|amzn)/i;

/** Whether only the administrator gives such a name. */
export const isReservedName = (name: string): boolean => RESERVED.test(name);

/** Stores version 1 of a new document, which is its default. */
export async function createDocument(
  parts: DocumentParts,
  given: CreateDocument,
  actor: Actor,
): Promise<DocumentKept | Refused> {
  if (isReservedName(given.name)) {
    return refused(
      'reserved-name',
      `Document name ${given.name} begins with a reserved prefix: aws, amazon, amzn, AWSEC2, AWSConfigRemediation, AWSSupport.`,
    );
  }
  const checked = checkContent(given);
  if (checked.kind === 'refused') return checked;
  const read = await readAttachments(parts, checked.document, given.attachments);
  if (read.kind === 'refused') return read;
  const { name, owner, targetType, tags = [] } = given;
  return parts.store.transaction(async (stores) => {
    if (await stores.documents.byName(name)) {
      return refused('document-exists', `Document with same name ${name} already exists.`);
    }
    if ((await stores.documents.count()) >= MOST_DOCUMENTS) {
      return refused('document-limit', `There are ${MOST_DOCUMENTS} documents already, which is the most.`);
    }
    return keepVersion(parts, stores, actor, {
      action: 'document.created',
      version: given,
      attachments: read.attachments,
      document: {
        name,
        owner,
        createdAt: parts.clock.now(),
        ...(targetType === undefined ? {} : { targetType }),
        tags,
        defaultVersion: 1,
        latestVersion: 1,
        sharedWith: [],
      },
    });
  });
}
