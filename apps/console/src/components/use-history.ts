import { useRouter, type AnyRouter } from '@tanstack/react-router';
import { useMemo } from 'react';

interface Address {
  readonly pathname: string;
  readonly searchStr: string;
}

interface PageHistory {
  push(path: string): void;
  replace(path: string): void;
  /** Where the tab is now. What is drawn may be of a moment before. */
  address(): Address;
}

type Router = Pick<AnyRouter, 'parseLocation'> & {
  readonly history: Pick<PageHistory, 'push' | 'replace'> & {
    readonly location: Parameters<AnyRouter['parseLocation']>[0];
  };
};

/** The addresses of this tab: how a page goes to another, or changes its own. */
export function useHistory(): PageHistory {
  const router = useRouter() as Router;
  return useMemo(
    () => ({
      push: (path) => router.history.push(path),
      replace: (path) => router.history.replace(path),
      address: () => router.parseLocation(router.history.location),
    }),
    [router],
  );
}
