import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useCallback, useMemo, type ReactNode } from 'react';
import { logOut } from '../api/auth.ts';
import { LogInDialog } from './log-in-dialog.tsx';
import { LogInPage } from './log-in-page.tsx';
import { lostSession } from './lost-session.ts';
import { ownSession } from './own-session.ts';
import { sessionContext, type SessionControl } from './session-context.ts';
import { Loaded } from '../components/loaded.tsx';
import { useOtherTabs } from './use-other-tabs.ts';

/**
 * Lets in whoever is logged in. When the session ends on a page, that page stays: one logs in again over it, and what
 * was typed there is not lost.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const isLost = lostSession.use();
  const query = useQuery({
    queryKey: ownSession.key,
    queryFn: () => ownSession.read(queries),
    staleTime: Infinity,
    retry: false,
  });
  const opened = useCallback(async () => {
    await ownSession.goesOn(queries);
  }, [queries]);
  const session = query.data;
  const heard = useCallback(() => void opened(), [opened]);
  // Such as after a log-in at the identity provider, or of someone else.
  useOtherTabs(session === undefined ? undefined : (session?.csrf ?? ''), heard);
  const name = session?.name;
  const control = useMemo<SessionControl | undefined>(
    () =>
      session === null || session === undefined
        ? undefined
        : {
            me: { name: session.name, grants: session.grants },
            expiresAt: session.expiresAt,
            async logOut() {
              await logOut();
              queries.clear();
              location.assign('/');
            },
          },
    [session, queries],
  );
  // What is open stays while the session cannot be read again: the frame says that the server is away.
  const { refetch } = query;
  const loaded = { data: session, error: session === undefined ? query.error : null, refetch };
  return (
    <Loaded query={loaded}>
      {() =>
        control === undefined ? (
          <LogInPage onOpened={opened} />
        ) : (
          <sessionContext.Provider value={control}>
            {/* Another person's page does not stay open under a new log-in. */}
            <Fragment key={name}>{children}</Fragment>
            {isLost ? <LogInDialog name={name ?? ''} onOpened={opened} /> : undefined}
          </sessionContext.Provider>
        )
      }
    </Loaded>
  );
}
