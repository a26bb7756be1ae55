import type { Actor, Finding, FindingId } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

/** Lets automation act on a resource again after an undo. The policy decides about the finding at once. */
export async function resumeAutomation(
  parts: EngineParts,
  id: FindingId,
  actor: Actor,
): Promise<{ readonly kind: 'resumed'; readonly finding: Finding } | Refused> {
  const at = parts.clock.now();
  const decides = await parts.decides();
  return parts.store.transaction(async (stores) => {
    const [finding] = await stores.findings.byIds([id]);
    if (!finding) return refused('unknown-finding', `no finding ${id}`);
    if (finding.pausedReason === undefined) return refused('not-paused', `automation is not paused for finding ${id}`);
    const { pausedReason, ...resumed } = finding;
    await stores.findings.save([resumed]);
    if (decides(finding.controlId)) await stores.decisions.due([id], at);
    await stores.records.append([
      {
        at,
        actor,
        action: 'automation.resumed',
        subject: { kind: 'finding', id },
        detail: { resource: finding.resource.arn, pausedReason },
      },
    ]);
    return { kind: 'resumed', finding: resumed };
  });
}
