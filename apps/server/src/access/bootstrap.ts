import { Problem } from '@trueup/api-contract';
import type { User } from '@trueup/core';
import type { AccessParts } from './access-parts.ts';
import { refuseLocked, windowStart } from './log-in.ts';
import { hashPassword } from './password-hash.ts';
import { LOCAL_ADMIN } from './principal.ts';
import { DOORKEEPER, recordAccess } from './record-access.ts';
import { hashOf, newSecret, sameSecret } from './secrets.ts';

/**
 * While there are no users: a secret that makes the first admin, once. Only its hash is stored, so each start has a new
 * one. Undefined: there are users.
 */
export async function newBootstrapSecret({ store }: Pick<AccessParts, 'store'>): Promise<string | undefined> {
  return store.transaction(async ({ identities }) => {
    if ((await identities.users()).length > 0) return undefined;
    const secret = newSecret('trueup_bootstrap_');
    await identities.setBootstrapHash(hashOf(secret));
    return secret;
  });
}

/** Makes the first admin. Rejects when the secret is wrong or was used. */
export async function bootstrap(
  parts: AccessParts,
  given: { readonly secret: string; readonly name: string; readonly password: string; readonly address: string },
): Promise<User> {
  const { store, clock, ids } = parts;
  if (given.name === LOCAL_ADMIN) throw new Problem('invalid', `name: ${LOCAL_ADMIN} is the holder of the admin token`);
  const key = `address:${given.address}`;
  await refuseLocked(parts, [key], undefined, given.address);
  const passwordHash = await hashPassword(given.password);
  const user: User = {
    id: ids.uuid(),
    name: given.name,
    grants: [{ role: 'admin' }],
    passwordHash,
    createdAt: clock.now(),
  };
  const made = await store.transaction(async (stores) => {
    const expected = await stores.identities.bootstrapHash();
    const there = (await stores.identities.users()).length > 0;
    if (there || expected === undefined || !sameSecret(hashOf(given.secret), expected)) return false;
    await stores.identities.setBootstrapHash(undefined);
    await stores.identities.saveUser(user);
    await recordAccess(parts, stores, {
      actor: DOORKEEPER,
      action: 'user.created',
      subject: { kind: 'user', id: user.name },
      detail: { address: given.address, by: 'bootstrap', roles: ['admin'] },
    });
    return true;
  });
  if (made) return user;
  await store.identities.noteFailure(key, clock.now(), windowStart(clock.now()));
  throw new Problem('unauthenticated', 'the secret is wrong, or it was used already');
}
