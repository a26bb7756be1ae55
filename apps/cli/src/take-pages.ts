const LARGEST_PAGE = 1_000;

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Follows pages until `limit` items are there. `next` is kept when there are more. */
export async function takePages<T>(
  limit: number,
  list: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<T>>,
): Promise<{ readonly items: T[]; readonly next?: string }> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const wanted = Math.min(limit - items.length, LARGEST_PAGE);
    const page = await list({ limit: wanted, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && items.length < limit);
  return { items, ...(cursor === undefined ? {} : { next: cursor }) };
}

/** Said under a list that goes on. */
export function moreText(next: string | undefined): string {
  return next === undefined ? '' : '\n\nThere are more: raise --limit.';
}
