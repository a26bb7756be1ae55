import { Problem } from '@trueup/api-contract';
import type { Defined, DefinitionKind, Definitions, Scope } from '@trueup/core';
import { accountOf } from '@trueup/engine';
import type { ApplicationParts } from './application-parts.ts';
import { homeScope } from './home-scope.ts';
import { missing } from './refusal-problem.ts';

const WHAT = {
  'automation-rule': 'automation rule',
  'action-target': 'custom action',
  insight: 'insight',
  'event-rule': 'event rule',
  'event-archive': 'archive',
  'event-replay': 'replay',
} as const satisfies Partial<Record<DefinitionKind, string>>;
type Named = keyof typeof WHAT;

/** Where definitions are made that do not say it, or say a part of it. */
export async function definitionScope(
  { policy, identity }: ApplicationParts,
  asked: Parameters<typeof homeScope>[1] = {},
): Promise<Scope> {
  return homeScope({ policy: await policy.readIfThere(), identity, environment: process.env }, asked);
}

/** By its ARN or the end of it; of several accounts' the home account's. Throws a Problem where that is not one. */
export async function findDefinition<K extends Named>(
  parts: ApplicationParts,
  kind: K,
  given: string,
): Promise<Defined<Definitions[K]>> {
  const all = await parts.store.definitions.list(kind);
  const exact = all.find(({ key }) => key === given);
  if (exact) return exact;
  const [first, ...others] = all.filter(({ key }) => key.endsWith(`/${given}`));
  if (!first) throw missing(WHAT[kind], given);
  if (others.length === 0) return first;
  const { accountId, region } = await definitionScope(parts);
  const found = [first, ...others];
  const home = found.filter(({ key }) => accountOf(key) === accountId);
  const nearest = home.find(({ key }) => key.split(':')[3] === region) ?? home[0];
  if (nearest) return nearest;
  const arns = found.map(({ key }) => key).join(', ');
  throw new Problem('conflict', `there are several ${WHAT[kind]}s ${given}: name one of ${arns}`);
}
