import { remediationFor, type Actor, type Finding, type FindingQuery } from '@trueup/core';
import { startExecution } from '../execute/start-execution.ts';
import { inParallel } from '../in-parallel.ts';
import { entryOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { makePlan } from './make-plan.ts';

/** How many open findings were started, proposed to a person, or left with which reason. */
export interface AutomaticCounts {
  readonly started: number;
  readonly proposed: number;
  readonly left: Readonly<Record<string, number>>;
}

const PARALLEL_PLANS = 8;
const ENGINE: Actor = { kind: 'system', name: 'engine' };

export async function remediateAutomatically(parts: EngineParts, query: FindingQuery): Promise<AutomaticCounts> {
  const left: Record<string, number> = {};
  let started = 0;
  let proposed = 0;
  const leave = (reason: string): void => {
    left[reason] = (left[reason] ?? 0) + 1;
  };
  for await (const page of openFindings(parts, query)) {
    const policy = await parts.policy();
    await inParallel(page, PARALLEL_PLANS, async (finding) => {
      const entry = entryOf(parts.catalogue, finding.controlId);
      // Without a line in the policy, or with mode manual, a person has to ask: no reads are spent on it.
      const mode = entry && remediationFor(policy, entry.control, finding)?.mode;
      if (mode === undefined || mode === 'manual') return leave('mode-manual');
      const outcome = await makePlan(parts, finding, ENGINE);
      if (outcome.kind !== 'planned') return leave(outcome.reason);
      if (outcome.decision.kind === 'propose') {
        proposed += 1;
        return;
      }
      const begun = await startExecution(parts, { planId: outcome.plan.id, hash: outcome.plan.hash }, ENGINE);
      if (begun.kind === 'started') started += 1;
      else leave(begun.reason);
    });
  }
  return { started, proposed, left };
}

async function* openFindings(parts: EngineParts, query: FindingQuery): AsyncGenerator<readonly Finding[]> {
  let cursor: string | undefined;
  do {
    const page = await parts.store.findings.list({
      ...query,
      recordStates: ['ACTIVE'],
      workflows: ['NEW', 'NOTIFIED'],
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}
