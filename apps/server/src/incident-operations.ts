import type { Operations } from '@trueup/api-contract';
import type { ApplicationParts } from './application-parts.ts';
import { refusal } from './refusal-problem.ts';

type Incidents = Pick<Operations, 'investigateFinding' | 'getIncident' | 'getChangeRequest'>;

export function incidentOperations({ engine, actor }: ApplicationParts): Incidents {
  return {
    async investigateFinding({ findingId }) {
      const outcome = await engine.operations.investigateFinding(findingId, actor);
      if (outcome.kind === 'refused') throw refusal(outcome);
      return outcome.finding;
    },
    async getIncident({ findingId }) {
      const outcome = await engine.operations.incidentOf(findingId);
      if (outcome.kind === 'refused') throw refusal(outcome);
      return { incident: outcome.incident, markdown: outcome.markdown };
    },
    async getChangeRequest({ findingId }) {
      const outcome = await engine.operations.changeRequestOf(findingId);
      if (outcome.kind === 'refused') throw refusal(outcome);
      return { ...outcome.request, ...(outcome.owner ? { owner: outcome.owner } : {}) };
    },
  };
}
