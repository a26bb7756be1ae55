import { findingId, observe, type Actor, type Finding, type FindingEvent, type Observation } from '@trueup/core';
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
      if (before && isStale(before, observation)) return [{ before, after: seenBy(before, observation) }];
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

/** Two who read one resource may come to store it in the other order: the later look counts. */
function isStale({ sources }: Finding, { at }: Observation): boolean {
  return sources.some(({ own, updatedAt }) => own && updatedAt > at);
}

/** The scan has seen the resource all the same. */
function seenBy(finding: Finding, { scanId }: Observation): Finding {
  return scanId === undefined ? finding : { ...finding, lastScanId: scanId };
}
