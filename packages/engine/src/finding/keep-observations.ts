import { findingId, observe, type Actor, type Finding, type NewRecord, type Observation } from '@trueup/core';
import type { EngineParts } from '../parts.ts';

/** Stores what was observed and records what changed, together. */
export async function keepObservations(
  parts: Pick<EngineParts, 'store' | 'digest'>,
  observations: readonly Observation[],
  actor: Actor,
): Promise<NewRecord['action'][]> {
  const ids = observations.map(({ resource, control }) => findingId(resource, control.id, parts.digest));
  return parts.store.transaction(async (stores) => {
    const known = new Map((await stores.findings.byIds(ids)).map((finding) => [finding.id, finding]));
    const observed = observations.flatMap((observation, index) => {
      const id = ids[index];
      return id === undefined ? [] : (observe(known.get(id), observation, parts.digest) ?? []);
    });
    await stores.findings.save(observed.map(({ finding }) => finding));
    const records = observed.flatMap(({ finding, event }) => (event ? [findingRecord(finding, event, actor)] : []));
    if (records.length > 0) await stores.records.append(records);
    return records.map(({ action }) => action);
  });
}

export function findingRecord(finding: Finding, action: NewRecord['action'], actor: Actor): NewRecord {
  return {
    at: finding.lastObservedAt,
    actor,
    action,
    subject: { kind: 'finding', id: finding.id },
    detail: {
      controlId: finding.controlId,
      resource: finding.resource.arn,
      accountId: finding.resource.accountId,
      region: finding.resource.region,
      severity: finding.severity,
      reason: finding.reason,
    },
  };
}
