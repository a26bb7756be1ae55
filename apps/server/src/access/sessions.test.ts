import { expect, test } from 'vitest';
import { memoryAccess } from '../testing/memory-access.ts';
import { person } from '../testing/people.ts';
import { hashOf } from './secrets.ts';
import { openSession, usedSession } from './sessions.ts';

test('a request beside the log-out does not bring the session back', async () => {
  const access = memoryAccess();
  const { identities } = access.store;
  const { secret } = await openSession(access, access.store, await person(access, { name: 'alice', grants: [] }));
  const hash = hashOf(secret);
  access.later(2 * 60 * 1000);
  const raced = {
    ...identities,
    // The log-out is done while this request looks up its user.
    user: async (id: string) => {
      await identities.removeSession(hash);
      return identities.user(id);
    },
  };
  const store = { ...access.store, identities: raced };
  expect(await usedSession({ clock: access.clock, store }, secret)).toBeUndefined();
  expect(await identities.sessionByHash(hash)).toBeUndefined();
});
