import { ownerOf, type ChangeEvent, type Decision, type Finding, type StoredDecision } from '@trueup/core';
import { investigateRegression } from '../investigate/investigate-regression.ts';
import { requestChange } from '../investigate/request-change.ts';
import { placeAttemptsException } from '../oversight/place-attempts-exception.ts';
import type { EngineParts } from '../parts.ts';
import type { Decided } from './question.ts';

const ENGINE = { kind: 'system', name: 'engine' } as const;

/** Whether something follows from a decision beside itself. */
export function hasConsequences(decided: Decided, decision: Decision): boolean {
  if (isRegressed(decided)) return true;
  if (decision.kind !== 'leave') return false;
  return ['attempts-spent', 'owned-by-code', 'flapping'].includes(decision.reason);
}

/**
 * Does what follows from a decision. Each of it is done once, however often it is decided so: a process that died before
 * leaves it to the next time. The decision was kept already: a failure here is logged, and changes nothing of it.
 */
export async function afterDecision(
  parts: EngineParts,
  decided: Decided,
  { decision, detail, decidedAt }: StoredDecision,
): Promise<void> {
  const { finding, target, line, snapshot } = decided;
  try {
    const cause = isRegressed(decided) ? await investigateRegression(parts, finding) : undefined;
    if (decision.kind !== 'leave') return;
    if (decision.reason === 'attempts-spent' && line) {
      const { attempts } = line;
      await parts.store.transaction((stores) => placeAttemptsException(parts, stores, { finding, line, attempts }));
    }
    const owner = decision.reason === 'owned-by-code' && target.tags ? ownerOf(target.tags) : undefined;
    if (owner) await parts.store.transaction((stores) => requestChange(parts, stores, finding, owner, snapshot));
    if (decision.reason === 'flapping') await leaveToPeople(parts, finding, { detail, decidedAt, cause });
  } catch (error) {
    parts.log.error({ error, findingId: finding.id }, 'what follows from a decision could not be done');
  }
}

/** From now on it is manual: automation leaves the finding alone until a person resumes it. */
async function leaveToPeople(
  { store }: EngineParts,
  { id }: Finding,
  {
    detail,
    decidedAt: at,
    cause,
  }: { readonly detail: string; readonly decidedAt: string; readonly cause: ChangeEvent | undefined },
): Promise<void> {
  await store.transaction(async (stores) => {
    const [finding] = await stores.findings.byIds([id]);
    if (!finding || finding.pausedReason !== undefined) return;
    const { controlId, resource, regressedAt = [] } = finding;
    const { arn, accountId, region } = resource;
    const reverted = cause ? { revertedBy: cause.principal.name, revertedWith: cause.name, revertedAt: cause.at } : {};
    const by = cause ? ` ${cause.principal.name} reverted it with ${cause.name}.` : '';
    await stores.findings.save([{ ...finding, pausedReason: `It keeps coming back: ${detail}.${by}` }]);
    const about = { controlId, resource: arn, accountId, region, why: detail, ...reverted };
    const subject = { kind: 'finding', id } as const;
    await stores.records.append([
      { at, actor: ENGINE, action: 'finding.flapping', subject, detail: { ...about, regressedAt } },
      { at, actor: ENGINE, action: 'automation.paused', subject, detail: about },
    ]);
  });
}

/** It came back since anyone looked who did it. */
function isRegressed({ finding: { regressedAt = [], investigation } }: Decided): boolean {
  const last = regressedAt.at(-1);
  return last !== undefined && (investigation === undefined || investigation.at < last);
}
