import type { Actor, Finding, FindingId } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

/** Lets automation act on a resource again after an undo. */
export async function resumeAutomation(
  parts: EngineParts,
  id: FindingId,
  actor: Actor,
): Promise<{ readonly kind: 'resumed'; readonly finding: Finding } | Refused> {
  return parts.store.transaction(async (stores) => {
    const [finding] = await stores.findings.byIds([id]);
    if (!finding) return refused('unknown-finding', `no finding ${id}`);
    if (finding.pausedReason === undefined) return refused('not-paused', `automation is not paused for finding ${id}`);
    const { pausedReason, ...resumed } = finding;
    await stores.findings.save([resumed]);
    await stores.records.append([
      {
        at: parts.clock.now(),
        actor,
        action: 'automation.resumed',
        subject: { kind: 'finding', id },
        detail: { resource: finding.resource.arn, pausedReason },
      },
    ]);
    return { kind: 'resumed', finding: resumed };
  });
}
