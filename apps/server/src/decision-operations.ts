import type { Trueup } from '@trueup/api-contract';
import type { FindingId } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { settled } from './settled.ts';

type Decisions = Pick<Trueup, 'listDecisions' | 'decisionCounts' | 'explainDecision'>;

export function decisionOperations({ engine, store }: Pick<ApplicationParts, 'engine' | 'store'>): Decisions {
  return {
    listDecisions: (query) => store.decisions.list(query),
    decisionCounts: async () => ({ counts: await store.decisions.counts() }),
    async explainDecision({ findingId }) {
      const { kind: _kind, ...explained } = settled(await engine.operations.explainFinding(findingId as FindingId));
      return explained;
    },
  };
}
