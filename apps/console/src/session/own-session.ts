import type { SessionState } from '@trueup/api-contract';
import type { QueryClient } from '@tanstack/react-query';
import { readSession } from '../api/auth.ts';
import { lostSession } from './lost-session.ts';

const KEY = ['session'] as const;
const others = { predicate: ({ queryKey }: { readonly queryKey: readonly unknown[] }) => queryKey[0] !== KEY[0] };

/** The session of this browser's cookie, which another tab may end or change. */
export const ownSession = {
  key: KEY,

  /**
   * Null before a log-in. A person whose session is over stays, for he is asked to log in again over his page. With a
   * new session everything is read again, and with that of another person nothing is kept of what was read before.
   */
  async read(queries: QueryClient): Promise<SessionState | null> {
    const before = queries.getQueryData<SessionState | null>(KEY) ?? null;
    const now = await readSession();
    lostSession.set(now === undefined && before !== null);
    if (now === undefined) return before;
    if (before !== null && before.name !== now.name) queries.removeQueries(others);
    else if (before?.csrf !== now.csrf) void queries.invalidateQueries(others);
    return now;
  },

  /** Reads it again where something hints that it is over. False: it is. A server that is away has ended none. */
  async goesOn(queries: QueryClient): Promise<boolean> {
    await queries.invalidateQueries({ queryKey: KEY }, { cancelRefetch: false });
    return !lostSession.now();
  },
};
