import type { ApiCall, JsonObject } from '@trueup/core';
import type { PartReading } from './collector.ts';
import { readList, type Paging } from './read-pages.ts';
import type { Reads } from './reads.ts';
import { orderedTags } from './tags.ts';

/**
 * The tags of a resource whose service has an operation of its own for them; null: none. `listed` takes one page's
 * `{ Key, Value }` out of the answer. Every page is needed: the tag that names an owner may be on the last one.
 */
export async function readTags(
  reads: Reads,
  call: ApiCall,
  paging: Paging,
  gone: readonly string[],
  listed: (output: JsonObject) => readonly JsonObject[],
): Promise<PartReading> {
  const list = await readList(reads, call, paging, listed, gone);
  if (list.kind !== 'read') return list;
  return { kind: 'read', value: list.items.length === 0 ? null : orderedTags(list.items) };
}
