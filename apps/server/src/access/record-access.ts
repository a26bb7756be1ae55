import type { Actor, JsonObject, NewRecord, RecordAction } from '@trueup/core';
import type { AccessParts, AccessStores } from './access-parts.ts';

export type AccessAction = Extract<
  RecordAction,
  `login.${string}` | 'logout' | 'access.denied' | `user.${string}` | `token.${string}`
>;

/** Trueup itself, where nobody is known to have come in. */
export const DOORKEEPER: Actor = { kind: 'system', name: 'access' };

export const person = (name: string): Actor => ({ kind: 'person', name });

/** Writes down one happening at the door, in the transaction of `stores`. */
export async function recordAccess(
  parts: Pick<AccessParts, 'clock'>,
  stores: Pick<AccessStores, 'records'>,
  given: {
    readonly actor: Actor;
    readonly action: AccessAction;
    readonly subject: NewRecord['subject'];
    readonly detail?: JsonObject;
  },
): Promise<void> {
  await stores.records.append([{ detail: {}, ...given, at: parts.clock.now() }]);
}
