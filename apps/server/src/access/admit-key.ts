import { coversAccount, type AccessKey } from '@trueup/core';
import type { AccessParts } from './access-parts.ts';
import { denials } from './denials.ts';
import { person } from './record-access.ts';

type KeyVerdict =
  { readonly kind: 'admitted' } | { readonly kind: 'expired' } | { readonly kind: 'denied'; readonly reason: string };

/** Whether an access key of the AWS-compatible API still stands for someone who may work in its account. */
export type AdmitKey = (key: AccessKey, operation: string) => Promise<KeyVerdict>;

/** A key acts as an operator does: its user needs that role, in the account of the key, whenever it is used. */
export function admitKey(parts: AccessParts): AdmitKey {
  const denied = denials(parts);
  return async (key, operation) => {
    if (key.expiresAt !== undefined && key.expiresAt <= parts.clock.now()) return { kind: 'expired' };
    const reason = await reasonAgainst(parts, key);
    if (reason === undefined) return { kind: 'admitted' };
    await denied({ actor: person(key.name), operation, reason, address: 'aws-api' });
    return { kind: 'denied', reason };
  };
}

async function reasonAgainst(parts: AccessParts, key: AccessKey): Promise<string | undefined> {
  const { identities } = parts.store;
  if (key.userId === undefined) {
    // Its name was asserted, and that counts only while there are no users.
    return (await identities.users()).length === 0 ? undefined : 'the key is of no user: make another';
  }
  const user = await identities.user(key.userId);
  if (!user || user.disabledAt !== undefined) return 'its user is let in no more';
  const place = (await parts.places()).find(({ id }) => id === key.accountId) ?? { id: key.accountId };
  if (coversAccount(user.grants, ['operator', 'admin'], place)) return undefined;
  return `its user needs the role operator in account ${key.accountId}`;
}
