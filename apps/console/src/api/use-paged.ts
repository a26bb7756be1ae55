import type { Input, OperationName, Output, Problem } from '@trueup/api-contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useAskAhead, useAsked } from './use-asked.ts';

interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}
/** Operations that answer a page at a time. */
type PagedName = {
  [K in OperationName]: Output<K> extends PageOf<unknown> ? (Input<K> extends { limit?: number } ? K : never) : never;
}[OperationName];
type ItemOf<K extends PagedName> = Output<K>['items'][number];

export interface Paged<Item> {
  readonly query: Pick<
    UseQueryResult<unknown, Problem>,
    'error' | 'isFetching' | 'isPending' | 'isPlaceholderData' | 'refetch' | 'dataUpdatedAt'
  >;
  readonly items: readonly Item[];
  /** From 1. */
  readonly page: number;
  readonly pagesKnown: number;
  readonly hasMore: boolean;
  readonly goTo: (page: number) => void;
  /** Asks for the next page, if there is one. */
  readonly askAhead: () => void;
}

/** A list a page at a time. Another input begins at its first page. */
export function usePaged<K extends PagedName>(
  name: K,
  input: Omit<Input<K>, 'cursor'>,
  { enabled = true }: { readonly enabled?: boolean } = {},
): Paged<ItemOf<K>> {
  const key = JSON.stringify(input);
  const [place, setPlace] = useState<{
    readonly key: string;
    readonly cursors: readonly string[];
    readonly page: number;
  }>({
    key,
    cursors: [],
    page: 1,
  });
  const here = place.key === key ? place : { key, cursors: [], page: 1 };
  const inputFrom = (cursor: string | undefined): Input<K> =>
    ({ ...input, ...(cursor === undefined ? {} : { cursor }) }) as unknown as Input<K>;
  const askAhead = useAskAhead();
  const query = useAsked(name, inputFrom(here.cursors[here.page - 2]), { enabled, keepPrevious: true });
  const data: PageOf<ItemOf<K>> | undefined = query.data;
  const next = query.isPlaceholderData ? undefined : data?.next;
  // The cursor of page n stands at n - 2.
  const known = here.cursors.length + 1;
  const hasMore = here.page === known && next !== undefined;
  return {
    query,
    items: data?.items ?? [],
    page: here.page,
    pagesKnown: known + (hasMore ? 1 : 0),
    hasMore,
    goTo(page) {
      if (page >= 1 && page <= known) setPlace({ key, cursors: here.cursors, page });
      else if (hasMore && page === known + 1) setPlace({ key, cursors: [...here.cursors, next], page });
    },
    askAhead() {
      const after = here.cursors[here.page - 1] ?? next;
      if (after !== undefined) askAhead(name, inputFrom(after));
    },
  };
}
