import { Problem } from '@trueup/api-contract';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

const SLOW_DOWN_MS = 1_000;
const MOST_TRIES = 3;

/** What was read, and when it is read again. `strange` is told when the server does not know who asks. */
export function newQueryClient(strange: () => void): QueryClient {
  const tell = (error: unknown): void => {
    if (error instanceof Problem && error.code === 'unauthenticated') strange();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: tell }),
    mutationCache: new MutationCache({ onError: tell }),
    defaultOptions: {
      queries: {
        // The stream of changes says when something is stale; see follow-changes.
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (tries, error) => tries < MOST_TRIES && isPassing(error),
        retryDelay: (tries) => SLOW_DOWN_MS * 2 ** tries,
      },
      // What changes something is done once; the person says whether again.
      mutations: { retry: false },
    },
  });
}

const isPassing = (error: unknown): boolean => error instanceof Problem && error.code === 'unavailable';
