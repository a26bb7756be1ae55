import type { Trueup } from '@trueup/api-contract';
import type { ApplicationParts } from './application-parts.ts';

export function remediationOperations({ engine }: Pick<ApplicationParts, 'engine'>): Pick<Trueup, 'listRemediations'> {
  return { listRemediations: async () => ({ items: await engine.operations.listRemediations() }) };
}
