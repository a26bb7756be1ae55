import type { JsonObject } from '@trueup/core';
import { optionalList, sortedBy, textMember } from './members.ts';

/** A resource's tags as `{ Key, Value }`, ordered by key. */
export function tags(object: JsonObject, name: string): JsonObject[] {
  return orderedTags(optionalList(object, name));
}

/** A list of tags as AWS answered it, in the form and order of every snapshot. */
export function orderedTags(list: readonly JsonObject[]): JsonObject[] {
  return sortedBy(
    list.map((tag) => ({ Key: textMember(tag, 'Key'), Value: tag['Value'] ?? '' })),
    'Key',
  );
}
