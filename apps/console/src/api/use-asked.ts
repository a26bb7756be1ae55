import type { Input, OperationName, Output, Problem } from '@trueup/api-contract';
import {
  keepPreviousData,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
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
  // Asked while the page is drawn: the answer is on its way before what it goes to is there.
  if (enabled) askFirst(queries, name, input);
  return useQuery<Output<K>, Problem>({
    ...queryOf(name, input),
    enabled,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Asks for what will likely be wanted next, such as what a button shows that the pointer is on. */
export function useAskAhead(): <K extends OperationName>(name: K, input: Input<K>) => void {
  const queries = useQueryClient();
  return (name, input) => void queries.prefetchQuery(queryOf(name, input));
}

/** Once: whether a failure is tried again is not settled by who draws it. */
function askFirst<K extends OperationName>(queries: QueryClient, name: K, input: Input<K>): void {
  const query = queryOf(name, input);
  const state = queries.getQueryState(query.queryKey);
  // It may be there without having been asked for, while it was not enabled.
  const isNew = state === undefined || (state.status === 'pending' && state.fetchStatus === 'idle');
  if (isNew) void queries.prefetchQuery(query);
}

const queryOf = <K extends OperationName>(name: K, input: Input<K>) => ({
  queryKey: [name, input],
  queryFn: () => ask(name, input),
});

/** One operation, once. */
export function ask<K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>> {
  const asked = trueup[name] as unknown as (input: unknown) => Promise<Output<K>>;
  // Inputs are JSON: a member that is undefined is not there.
  return asked(JSON.parse(JSON.stringify(input)));
}
