import { randomUUID } from 'node:crypto';
import type { Grant, User } from '@trueup/core';
import type { AccessParts } from '../access/access-parts.ts';
import { TOKEN_PREFIX } from '../access/authenticate.ts';
import { hashOf, newSecret } from '../access/secrets.ts';

/** Lets in a person as an admin would have. */
export async function person(
  { store, clock }: AccessParts,
  given: { readonly name: string; readonly grants: readonly Grant[] } & Partial<User>,
): Promise<User> {
  const user: User = { id: randomUUID(), createdAt: clock.now(), ...given };
  await store.identities.saveUser(user);
  return user;
}

/** The secret of a new token of a person. */
export async function tokenOf(
  { store, clock }: AccessParts,
  user: User,
  { grants, days = 30 }: { readonly grants?: readonly Grant[]; readonly days?: number } = {},
): Promise<string> {
  const secret = newSecret(TOKEN_PREFIX);
  await store.identities.saveToken({
    id: randomUUID(),
    userId: user.id,
    name: 'test',
    hash: hashOf(secret),
    ...(grants === undefined ? {} : { grants }),
    createdAt: clock.now(),
    expiresAt: new Date(Date.parse(clock.now()) + days * 24 * 60 * 60 * 1000).toISOString(),
  });
  return secret;
}
