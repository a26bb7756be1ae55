import type { Grant } from '@trueup/api-contract';
import { createContext, useContext } from 'react';

/** Whoever is logged in. */
export interface Me {
  readonly name: string;
  readonly grants: readonly Grant[];
}

export interface SessionControl {
  readonly me: Me;
  readonly expiresAt: string;
  readonly logOut: () => Promise<void>;
}

export const sessionContext = createContext<SessionControl | undefined>(undefined);

export function useSession(): SessionControl {
  const session = useContext(sessionContext);
  if (session === undefined) throw new Error('useSession where nobody is logged in');
  return session;
}

export const useMe = (): Me => useSession().me;
