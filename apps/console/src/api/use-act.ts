import type { Input, OperationName, Output, Problem } from '@trueup/api-contract';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { ask } from './use-asked.ts';

/** Asked for on purpose, since they read the whole log or ask AWS: a change asks for none of them again. */
const DEAR: readonly string[] = ['verifyRecords', 'verifyCheckpoints', 'doctor', 'checkAccount'];

/** Changes something by an operation of the contract. Whatever is on the page is read again afterwards. */
export function useAct<K extends OperationName>(
  name: K,
  onDone?: (answer: Output<K>, input: Input<K>) => void,
): UseMutationResult<Output<K>, Problem, Input<K>> {
  const queries = useQueryClient();
  return useMutation<Output<K>, Problem, Input<K>>({
    mutationFn: (input) => ask(name, input),
    onSuccess: (answer, input) => onDone?.(answer, input),
    // A refusal often means that the page shows an old state.
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey }) => !DEAR.includes(String(queryKey[0])) }),
  });
}
