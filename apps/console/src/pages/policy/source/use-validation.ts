import { allowedOperation, type PolicyValidation, type Problem } from '@trueup/api-contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { useAsked } from '../../../api/use-asked.ts';
import { useSettled } from '../../../components/use-settled.ts';
import { useMe } from '../../../session/session-context.ts';
import { isSame, type PolicyFiles } from './policy-draft.ts';

export interface Validation {
  readonly query: UseQueryResult<PolicyValidation, Problem>;
  /** What it says is about the files as they are. */
  readonly isCurrent: boolean;
  /** Whether this person may ask for it. */
  readonly mayAsk: boolean;
}

/** What the server says of the files, some moments after they were last changed. */
export function useValidation(files: PolicyFiles): Validation {
  const mayAsk = allowedOperation(useMe(), 'validatePolicy').kind === 'allowed';
  const settled = useSettled(files);
  const query = useAsked('validatePolicy', { files: settled }, { enabled: mayAsk, keepPrevious: true });
  return { query, isCurrent: isSame(settled, files) && !query.isFetching && query.data !== undefined, mayAsk };
}
