import type { JsonObject } from '@trueup/core';
import { optionalList, sortedBy, textMember } from './members.ts';

/** A resource's tags as `{ Key, Value }`, ordered by key. */
export function tags(object: JsonObject, name: string): JsonObject[] {
  const found = optionalList(object, name).map((tag) => ({ Key: textMember(tag, 'Key'), Value: tag['Value'] ?? '' }));
  return sortedBy(found, 'Key');
}
