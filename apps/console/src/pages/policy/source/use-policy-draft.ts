import type { StoredPolicy } from '@trueup/api-contract';
import { useState } from 'react';
import { isSame, STARTER, type PolicyFiles } from './policy-draft.ts';

interface Edits {
  readonly files: PolicyFiles;
  /** What was applied when the first change was made; undefined: nothing. */
  readonly basis: string | undefined;
}

/** The policy as it was applied, with what was changed since. It lasts as long as the page. */
export interface PolicyDraft {
  readonly files: PolicyFiles;
  readonly isChanged: boolean;
  /** Another policy was applied since the first change. */
  readonly isBehind: boolean;
  readonly change: (files: PolicyFiles) => void;
  readonly discard: () => void;
}

export function usePolicyDraft(stored: StoredPolicy | undefined): PolicyDraft {
  const [edits, setEdits] = useState<Edits>();
  const basis = stored?.files ?? STARTER;
  const files = edits?.files ?? basis;
  return {
    files,
    isChanged: !isSame(files, basis),
    isBehind: edits !== undefined && edits.basis !== stored?.hash,
    change: (next) =>
      setEdits((before) => ({ files: next, basis: before === undefined ? stored?.hash : before.basis })),
    discard: () => setEdits(undefined),
  };
}
