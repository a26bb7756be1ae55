import { randomInt } from 'node:crypto';
import { instantAfter, NameTaken, type Clock, type DefinitionStore, type Instant, type User } from '@trueup/core';
import type { AccessStores } from './access/access-parts.ts';
import { DOORKEEPER, person, recordAccess } from './access/record-access.ts';
import { hashOf } from './access/secrets.ts';

/** What a Slack user is linked with. */
export interface LinkStores extends AccessStores {
  readonly definitions: Pick<DefinitionStore, 'get' | 'put' | 'remove' | 'list'>;
}

export interface LinkParts {
  readonly store: LinkStores & { transaction<T>(work: (stores: LinkStores) => Promise<T>): Promise<T> };
  readonly clock: Clock;
}

/** Letters and digits that nobody mistakes for one another. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const LETTERS_A_GROUP = 4;
const LIFE_MS = 10 * 60 * 1000;
/** In ten minutes, by one Slack user. A code has 80 random bits: this keeps the log short, more than it keeps out. */
const MOST_WRONG = 5;

/** A new code for one person, which takes the place of his others. Only its hash is stored. */
export async function newLinkCode(
  { store, clock }: LinkParts,
  user: Pick<User, 'id'>,
): Promise<{ readonly code: string; readonly expiresAt: Instant }> {
  const code = Array.from({ length: GROUPS }, group).join('-');
  const expiresAt = instantAfter(clock.now(), LIFE_MS);
  await store.transaction(async ({ definitions }) => {
    for (const { key, value } of await definitions.list('slack-link-code')) {
      const isOver = value.userId === user.id || value.expiresAt <= clock.now();
      if (isOver) await definitions.remove('slack-link-code', key);
    }
    await definitions.put('slack-link-code', hashOf(code), { userId: user.id, expiresAt });
  });
  return { code, expiresAt };
}

const group = (): string =>
  Array.from({ length: LETTERS_A_GROUP }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');

export type Redeemed =
  { readonly kind: 'linked'; readonly name: string } | { readonly kind: 'refused'; readonly detail: string };

const refused = (detail: string): Redeemed => ({ kind: 'refused', detail });
const NOT_VALID = refused('the code is wrong, was used, or has expired: get another with `trueup users link-slack`');

/** Links the Slack user with the person who got the code. A code counts once, whatever comes of it. */
export async function redeemLinkCode(parts: LinkParts, slackUserId: string, typed: string): Promise<Redeemed> {
  const { store, clock } = parts;
  const failureKey = `slack:${slackUserId}`;
  const since = instantAfter(clock.now(), -LIFE_MS);
  // Noted before it is known to be one, so that guesses side by side are counted as well.
  const tries = await store.identities.noteFailure(failureKey, clock.now(), since);
  if (tries > MOST_WRONG) return refused('too many codes were tried: wait ten minutes');
  try {
    const redeemed = await store.transaction((stores) => redeem(parts, stores, slackUserId, typed));
    if (redeemed.kind === 'linked') await store.identities.clearFailures(failureKey);
    else await recordFailure(parts, slackUserId);
    return redeemed;
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    await recordFailure(parts, slackUserId);
    return refused('you are linked with another user of Trueup: that one has to run `trueup users unlink-slack`');
  }
}

async function redeem(parts: LinkParts, stores: LinkStores, slackUserId: string, typed: string): Promise<Redeemed> {
  const key = hashOf(typed.trim().toUpperCase());
  const code = await stores.definitions.get('slack-link-code', key);
  // Of two that come with the same code, one has removed it.
  if (!code || !(await stores.definitions.remove('slack-link-code', key))) return NOT_VALID;
  if (code.expiresAt <= parts.clock.now()) return NOT_VALID;
  const user = await stores.identities.user(code.userId);
  if (!user || user.disabledAt !== undefined) return NOT_VALID;
  await stores.identities.saveUser({ ...user, slackUserId });
  await recordAccess(parts, stores, {
    actor: person(user.name),
    action: 'user.changed',
    subject: { kind: 'user', id: user.name },
    detail: { slackUserId },
  });
  return { kind: 'linked', name: user.name };
}

function recordFailure(parts: LinkParts, slackUserId: string): Promise<void> {
  return recordAccess(parts, parts.store, {
    actor: DOORKEEPER,
    action: 'access.denied',
    subject: { kind: 'user', id: 'unknown' },
    detail: { operation: 'slack-link', reason: 'a code that does not count', slackUserId },
  });
}
