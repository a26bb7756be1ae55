import type { DocumentLint, PermissionStatement, Problem } from '@trueup/api-contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { useAsked } from '../../../api/use-asked.ts';
import { useSettled } from '../../../components/use-settled.ts';

export interface Lint {
  readonly query: UseQueryResult<DocumentLint, Problem>;
  /** What it says is about the text as it is. */
  readonly isCurrent: boolean;
}

/** What the server says of a text, some moments after it was last changed. An empty one is not asked about. */
export function useLint(content: string | undefined, permissions?: readonly PermissionStatement[]): Lint {
  const settled = useSettled(content);
  const query = useAsked(
    'lintDocument',
    { content: settled ?? '', ...(permissions === undefined ? {} : { permissions }) },
    { enabled: settled !== undefined && settled.trim() !== '', keepPrevious: true },
  );
  return { query, isCurrent: settled === content && !query.isFetching && query.data !== undefined };
}
