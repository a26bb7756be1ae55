import {
  batchUpdated,
  CUSTOMER_FIELDS,
  withAsff,
  type Actor,
  type Finding,
  type FindingId,
  type FindingUpdate,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { keepFindings, type FindingStep } from './keep-findings.ts';

export type UpdateOutcome =
  | { readonly kind: 'updated'; readonly findingId: FindingId }
  | { readonly kind: 'unknown' }
  /** The finding would be larger than ASFF allows. */
  | { readonly kind: 'refused'; readonly reason: string };

/** A customer's change of some of the nine fields; automation rules have no say in it (automation-rules, 4). */
export async function updateFindings(
  parts: EngineParts,
  ids: readonly (FindingId | undefined)[],
  update: FindingUpdate,
  actor: Actor,
): Promise<readonly UpdateOutcome[]> {
  const now = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
    const known = new Map((await stores.findings.byIds(wanted)).map((finding) => [finding.id, finding]));
    const steps = new Map<FindingId, FindingStep>();
    const outcomes = ids.map((id): UpdateOutcome => {
      const before = id && known.get(id);
      if (!before) return { kind: 'unknown' };
      const updated = batchUpdated(before.asff, update, now);
      if (updated.kind === 'refused') return { kind: 'refused', reason: updated.reason };
      steps.set(before.id, { before, after: touched(withAsff(before, updated.asff), update), imported: true });
      return { kind: 'updated', findingId: before.id };
    });
    await keepFindings(parts, stores, [...steps.values()], { source: { kind: 'update', identity: actor.name }, actor });
    await stores.records.append(
      [...steps.values()].map(({ after }) => ({
        at: now,
        actor,
        action: 'finding.updated' as const,
        subject: { kind: 'finding' as const, id: after.id },
        detail: {
          controlId: after.controlId,
          resource: after.resource.arn,
          accountId: after.resource.accountId,
          region: after.resource.region,
          fields: Object.keys(update),
          ...(update.Workflow ? { workflow: update.Workflow.Status } : {}),
        },
      })),
    );
    return outcomes;
  });
}

function touched(finding: Finding, update: FindingUpdate): Finding {
  const customerFields = CUSTOMER_FIELDS.filter(
    (field) => update[field] !== undefined || finding.customerFields.includes(field),
  );
  return { ...finding, customerFields };
}
