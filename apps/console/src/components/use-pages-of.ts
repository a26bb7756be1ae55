import { useState } from 'react';

interface PagesOf<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pagesKnown: number;
  readonly hasMore: false;
  readonly goTo: (page: number) => void;
}

/** A list that is all here, a page at a time. It falls back to its last page when it gets shorter. */
export function usePagesOf<T>(all: readonly T[], size: number): PagesOf<T> {
  const [wanted, setWanted] = useState(1);
  const pagesKnown = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(wanted, pagesKnown);
  return { items: all.slice((page - 1) * size, page * size), page, pagesKnown, hasMore: false, goTo: setWanted };
}
