import type { Finding, Guard, Mode, StoredDecision, Trueup } from '@trueup/api-contract';

/** A guard that kept a repair from starting by itself. */
export interface MetGuard {
  readonly guard: Guard;
  /** What the line of the policy says. */
  readonly mode: Mode;
  readonly decided: string;
  readonly because: string;
}

/** What was decided about the finding, or would be now, and what the guard says of it. One that lets it pass throws. */
export async function metGuard(
  trueup: Trueup,
  guard: Guard,
  { id }: Finding,
  stored?: StoredDecision,
): Promise<MetGuard> {
  const { line, decision: explained } = await trueup.explainDecision({ findingId: id });
  const { decision } = stored ?? explained;
  const said = explained.guards.find((one) => one.guard === guard);
  // A plan is made before some guards are asked: then the decision alone tells.
  const because = stored?.guard === guard ? stored.detail : said?.detail;
  const stops = stored?.guard === guard || said?.verdict === 'blocks' || said?.verdict === 'asks';
  if (decision.kind === 'remediate' || !stops || because === undefined) {
    throw new Error(`guard ${guard} did not stop the repair of finding ${id}`);
  }
  return { guard, mode: line?.mode ?? 'manual', decided: `${decision.kind}: ${decision.reason}`, because };
}
