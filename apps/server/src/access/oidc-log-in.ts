import { Problem } from '@trueup/api-contract';
import { canonicalJson, type Grant, type Json, type User } from '@trueup/core';
import type { AccessParts, AccessStores } from './access-parts.ts';
import type { LoggedIn } from './log-in.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { DOORKEEPER, person, recordAccess } from './record-access.ts';
import { openSession } from './sessions.ts';

/** What an ID token says, once its signature, issuer, audience and nonce were checked. */
export interface OidcClaims {
  readonly iss: string;
  readonly sub: string;
  readonly email?: unknown;
  readonly email_verified?: unknown;
  readonly groups?: unknown;
}

/** Lets in whom the issuer has named, when he is a user here: by subject, or the first time by verified address. */
export async function oidcLogIn(
  parts: AccessParts,
  { groups }: Pick<OidcSettings, 'groups'>,
  { claims, address }: { readonly claims: OidcClaims; readonly address: string },
): Promise<LoggedIn> {
  const logged = await parts.store.transaction(async (stores) => {
    const known = await userOf(stores, claims);
    if (!known || known.disabledAt !== undefined) return undefined;
    const user = withClaims(known, claims, groups);
    if (changed(known, user)) {
      await stores.identities.saveUser(user);
      await recordAccess(parts, stores, {
        actor: DOORKEEPER,
        action: 'user.changed',
        subject: { kind: 'user', id: user.name },
        detail: { by: 'oidc', grants: user.grants as unknown as Json, subject: claims.sub },
      });
    }
    const opened = await openSession(parts, stores, user);
    await recordAccess(parts, stores, {
      actor: person(user.name),
      action: 'login.succeeded',
      subject: { kind: 'user', id: user.name },
      detail: { address, by: 'oidc' },
    });
    return { ...opened, user };
  });
  if (logged) return logged;
  await recordAccess(parts, parts.store, {
    actor: DOORKEEPER,
    action: 'login.failed',
    subject: { kind: 'user', id: 'unknown' },
    detail: { address, by: 'oidc', subject: claims.sub.slice(0, 255) },
  });
  throw new Problem('forbidden', 'the issuer knows you, but Trueup does not: an admin lets people in');
}

/** An address that the issuer has not verified names nobody; one that is linked to another subject neither. */
async function userOf({ identities }: AccessStores, claims: OidcClaims): Promise<User | undefined> {
  const linked = await identities.userOfOidc(claims.iss, claims.sub);
  if (linked) return identities.user(linked.id);
  const { email, email_verified: verified } = claims;
  if (typeof email !== 'string' || verified !== true) return undefined;
  const same = (await identities.users()).filter((user) => user.email?.toLowerCase() === email.toLowerCase());
  const [only] = same;
  return only && same.length === 1 && only.oidc === undefined ? identities.user(only.id) : undefined;
}

function withClaims(user: User, { iss, sub, groups: said }: OidcClaims, map: OidcSettings['groups']): User {
  const linked: User = { ...user, oidc: { issuer: iss, subject: sub } };
  if (map === undefined) return linked;
  const names = Array.isArray(said) ? said.filter((one): one is string => typeof one === 'string') : [];
  const grants: readonly Grant[] = names.flatMap((name) => (Object.hasOwn(map, name) ? (map[name] ?? []) : []));
  return { ...linked, grants };
}

const changed = (one: User, other: User): boolean =>
  canonicalJson(one as unknown as Json) !== canonicalJson(other as unknown as Json);
