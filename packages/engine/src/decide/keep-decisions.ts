import type { Decision, Instant, NewRecord, StoredDecision } from '@trueup/core';
import type { EngineParts } from '../parts.ts';

const ENGINE = { kind: 'system', name: 'engine' } as const;

/** Keeps decisions, and records those that say something else than before. `announced`: see DecisionStore.save. */
export async function keepDecisions(
  parts: EngineParts,
  decisions: readonly StoredDecision[],
  announced?: Instant,
): Promise<void> {
  if (decisions.length === 0) return;
  await parts.store.transaction(async (stores) => {
    const before = await stores.decisions.of(decisions.map(({ findingId }) => findingId));
    const said = new Map(before.map(({ findingId, decision }) => [findingId, wordOf(decision)]));
    await stores.decisions.save(decisions, announced);
    const changed = decisions.filter(({ findingId, decision }) => said.get(findingId) !== wordOf(decision));
    // Last, since appending holds the end of the chain until the commit.
    if (changed.length > 0) await stores.records.append(changed.map(recordOf));
  });
}

const wordOf = (decision: Decision): string =>
  decision.kind === 'remediate' ? decision.kind : `${decision.kind} ${decision.reason}`;

function recordOf({
  findingId,
  decision,
  guard,
  detail,
  remediation,
  policyHash,
  decidedAt,
}: StoredDecision): NewRecord {
  return {
    at: decidedAt,
    actor: ENGINE,
    action: 'decision.made',
    subject: { kind: 'finding', id: findingId },
    detail: {
      ...decision,
      ...(guard === undefined ? {} : { guard }),
      why: detail,
      remediation,
      policyHash,
    },
  };
}
