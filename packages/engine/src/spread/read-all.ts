import { type ApiCall, type DoorSession, type Json, type JsonObject } from '@trueup/core';

/** Which operation lists what, and how its pages hang together. */
export interface Listing {
  readonly call: ApiCall;
  /** The member of the answer that holds the list. */
  readonly list: string;
  /** Where it answers the token of the next page, and takes it. */
  readonly token: string;
}

export type ReadAll =
  | { readonly kind: 'read'; readonly items: readonly JsonObject[] }
  /** One line for the message of an execution. */
  | { readonly kind: 'unread'; readonly reason: string };

/** Every page of a list, up to so many items: more than that is no list to act on, and nor is half of one. */
export async function readAll(session: DoorSession, listing: Listing, most: number): Promise<ReadAll> {
  const { call, list, token } = listing;
  const name = `${call.service} ${call.operation}`;
  const items: JsonObject[] = [];
  let next: Json | undefined;
  for (;;) {
    const parameters = next === undefined ? call.parameters : { ...call.parameters, [token]: next };
    const answer = await session.call({ ...call, parameters });
    if (answer.kind === 'failed') return unread(`${name}: ${answer.failure.code}: ${answer.failure.message}`);
    if (answer.kind === 'planned') return unread(`${name} was not sent: it is no read`);
    items.push(...((answer.output[list] ?? []) as readonly JsonObject[]));
    if (items.length > most) return unread(`${name} lists more than ${most}`);
    const following = answer.output[token];
    if (following === undefined || following === null || following === '') return { kind: 'read', items };
    if (following === next) return unread(`${name} answers the same ${token} twice`);
    next = following;
  }
}

export const unread = (reason: string): Extract<ReadAll, { kind: 'unread' }> => ({ kind: 'unread', reason });
