import type { GraphEdge } from '@trueup/api-contract';
import { useCallback } from 'react';
import { useWords } from '../../../i18n/words.ts';
import type { EdgeWord } from './graph-steps.ts';

/** Says when an edge is taken: after a failure or a cancellation, by a choice with its condition, by a turn of a loop. */
export function useEdgeWord(): EdgeWord {
  const t = useWords();
  return useCallback(
    ({ when, through, label }: GraphEdge) => {
      const how = label ?? (through === undefined || through === 'choice' ? undefined : t(`runbooks.edge.${through}`));
      const after = when === 'success' ? undefined : t(`runbooks.edge.${when}`);
      if (how !== undefined && after !== undefined) return t('runbooks.edge.both', { after, how });
      return how ?? after;
    },
    [t],
  );
}
