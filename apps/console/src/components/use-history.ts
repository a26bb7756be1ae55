import { useRouter } from '@tanstack/react-router';

interface PageHistory {
  push(path: string): void;
  replace(path: string): void;
}

/** The addresses of this tab: how a page goes to another, or changes its own. */
export function useHistory(): PageHistory {
  const { history } = useRouter() as { readonly history: PageHistory };
  return history;
}
