import type { Input, OperationName, Output, Problem } from '@trueup/api-contract';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
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
  return useQuery<Output<K>, Problem>({
    queryKey: [name, input],
    queryFn: () => ask(name, input),
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
