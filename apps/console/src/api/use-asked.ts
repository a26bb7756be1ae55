import type { Input, OperationName, Output, Problem } from '@trueup/api-contract';
import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { trueup } from './trueup.ts';

interface AskOptions {
  /** False: not yet, such as while a form has no input for it. */
  readonly enabled?: boolean;
  /** Shows what was there while another input is asked for, such as the page before. */
  readonly keepPrevious?: boolean;
  /** Read again so often as well: for what the server itself keeps for a while. */
  readonly everyMs?: number;
}

/** Reads by an operation of the contract; read again when the stream of changes says that it is stale. */
export function useAsked<K extends OperationName>(
  name: K,
  input: Input<K>,
  { enabled = true, keepPrevious = false, everyMs }: AskOptions = {},
): UseQueryResult<Output<K>, Problem> {
  const queries = useQueryClient();
  const query = { queryKey: [name, input], queryFn: () => ask(name, input) };
  // Asked while the page is drawn: the answer is on its way before what it goes to is there.
  if (enabled && queries.getQueryState(query.queryKey) === undefined) void queries.prefetchQuery(query);
  return useQuery<Output<K>, Problem>({
    ...query,
    enabled,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** One operation, once. */
export function ask<K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>> {
  const asked = trueup[name] as unknown as (input: unknown) => Promise<Output<K>>;
  // Inputs are JSON: a member that is undefined is not there.
  return asked(JSON.parse(JSON.stringify(input)));
}
