import { findingId, observe, type Actor, type FindingEvent, type Observation } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { keepFindings } from './keep-findings.ts';

/** Stores what was observed and records what changed, together. */
export async function keepObservations(
  parts: EngineParts,
  observations: readonly Observation[],
  actor: Actor,
): Promise<readonly FindingEvent[]> {
  const ids = observations.map(({ resource, control }) => findingId(resource, control.id, parts.digest));
  return parts.store.transaction(async (stores) => {
    const known = new Map((await stores.findings.byIds(ids)).map((finding) => [finding.id, finding]));
    const steps = observations.flatMap((observation, index) => {
      const id = ids[index];
      const before = id && known.get(id);
      const observed = id && observe(before, observation, parts.digest);
      return observed
        ? [{ before, after: observed.finding, ...(observed.report ? { reported: observed.report.asff } : {}) }]
        : [];
    });
    const source = { kind: 'scan', identity: actor.name } as const;
    const kept = await keepFindings(parts, stores, steps, { source, actor });
    return kept.flatMap(({ event }) => event ?? []);
  });
}
