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
  if (enabled) askAhead(queries, name, input);
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
  return (name, input) => askAhead(queries, name, input);
}

function askAhead<K extends OperationName>(queries: QueryClient, name: K, input: Input<K>): void {
  const query = queryOf(name, input);
  if (queries.getQueryState(query.queryKey) === undefined) void queries.prefetchQuery(query);
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
