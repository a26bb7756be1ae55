import type { ApiCall, JsonObject } from '@trueup/core';
import type { Found, Listing } from './collector.ts';
import { withoutAnswer, type NoPart } from './read-part.ts';
import type { Asked, Reads } from './reads.ts';
import { unreadCall } from './unread-call.ts';

/** Where an operation answers the token of the next page, and where it takes it. */
export interface Paging {
  readonly answered: string;
  readonly asked: string;
}

export const NEXT_TOKEN: Paging = { answered: 'NextToken', asked: 'NextToken' };
export const MARKER: Paging = { answered: 'Marker', asked: 'Marker' };

/** Every page of an operation; the last one is a failure when a page could not be read. */
export async function* readPages(reads: Reads, call: ApiCall, paging: Paging): AsyncGenerator<Asked> {
  let token: string | undefined;
  do {
    const parameters = token === undefined ? call.parameters : { ...call.parameters, [paging.asked]: token };
    const asked = await reads.ask({ ...call, parameters });
    if (asked.kind === 'failed') {
      yield asked;
      return;
    }
    const next = asked.output[paging.answered];
    if (typeof next === 'string' && next === token) {
      yield repeated(call, paging);
      return;
    }
    yield asked;
    token = typeof next === 'string' && next !== '' ? next : undefined;
  } while (token !== undefined);
}

/** A list that never ends is a failure, not a loop. */
function repeated(call: ApiCall, paging: Paging): Asked {
  const message = `two pages in a row answered the same ${paging.answered}`;
  return { kind: 'failed', call, failure: { code: 'RepeatedPage', message, httpStatus: 200, kind: 'other' } };
}

/** The pages of an operation as resources. */
export async function* listPages(
  reads: Reads,
  call: ApiCall,
  paging: Paging,
  resources: (output: JsonObject) => readonly Found[],
): AsyncGenerator<Listing> {
  for await (const asked of readPages(reads, call, paging)) {
    yield asked.kind === 'failed' ? unreadCall(asked) : { kind: 'page', found: resources(asked.output) };
  }
}

export type ListReading<T> = { readonly kind: 'read'; readonly items: readonly T[] } | NoPart;

/** All items of a list that belongs to one resource, or to at most CHUNK resources. `gone`: codes that say so. */
export async function readList<T>(
  reads: Reads,
  call: ApiCall,
  paging: Paging,
  items: (output: JsonObject) => readonly T[],
  gone: readonly string[] = [],
): Promise<ListReading<T>> {
  const all: T[] = [];
  for await (const asked of readPages(reads, call, paging)) {
    if (asked.kind === 'failed') return withoutAnswer(asked, gone);
    all.push(...items(asked.output));
  }
  return { kind: 'read', items: all };
}
