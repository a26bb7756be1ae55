import { useState } from 'react';

interface PagesOf<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pagesKnown: number;
  readonly hasMore: false;
  readonly goTo: (page: number) => void;
}

/**
 * A list that is all here, a page at a time. It falls back to its last page when it gets shorter; another list, named
 * by `key`, begins at its first.
 */
export function usePagesOf<T>(all: readonly T[], size: number, key = ''): PagesOf<T> {
  const [wanted, setWanted] = useState({ key, page: 1 });
  const pagesKnown = Math.max(1, Math.ceil(all.length / size));
  const page = wanted.key === key ? Math.min(wanted.page, pagesKnown) : 1;
  return {
    items: all.slice((page - 1) * size, page * size),
    page,
    pagesKnown,
    hasMore: false,
    goTo: (next) => setWanted({ key, page: next }),
  };
}
