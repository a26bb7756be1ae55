import type { Finding, FindingQuery } from '@trueup/core';
import { decideAndAct } from '../decide/decide-and-act.ts';
import type { EngineParts } from '../parts.ts';

/** How many open findings were started, proposed to a person, or left with which reason. */
export interface AutomaticCounts {
  readonly started: number;
  readonly proposed: number;
  readonly left: Readonly<Record<string, number>>;
}

/** Decides about every open finding that matches, now, and does what the policy lets run by itself. */
export async function remediateAutomatically(parts: EngineParts, query: FindingQuery): Promise<AutomaticCounts> {
  const left: Record<string, number> = {};
  let started = 0;
  let proposed = 0;
  for await (const page of openFindings(parts, query)) {
    for (const { decision } of await decideAndAct(parts, page)) {
      if (decision.kind === 'remediate') started += 1;
      else if (decision.kind === 'propose') proposed += 1;
      else left[decision.reason] = (left[decision.reason] ?? 0) + 1;
    }
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
