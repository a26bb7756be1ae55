import {
  isJsonObject,
  type DeliveryOutcome,
  type Finding,
  type FindingId,
  type FindingSource,
  type JsonObject,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { callHub, outcomeOfFinding, type NotCalled } from './call-hub.ts';

type Parts = Pick<EngineParts, 'door' | 'store'>;

const DONE: readonly unknown[] = ['verified', 'already-compliant'];

/** Tells the outcome of a repair to those Security Hubs that reported the fault: a note and the workflow status. */
export async function reportRepair(
  { door, store }: Parts,
  execution: JsonObject,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const { findingId } = execution;
  const finding = typeof findingId === 'string' ? await store.findings.byId(findingId as FindingId) : undefined;
  const foreign = finding?.sources.filter(({ own }) => !own) ?? [];
  if (!finding || foreign.length === 0) return { kind: 'delivered', detail: 'left: no Security Hub reported it' };
  const change = changeOf(execution);
  const told: string[] = [];
  for (const [region, sources] of byRegion(foreign)) {
    const problem = await tell(door, { finding, region, sources, change, told }, signal);
    if (problem) return problem;
  }
  return { kind: 'delivered', detail: told.length === 0 ? 'left: no Security Hub has it' : `told ${told.join(', ')}` };
}

interface Telling {
  readonly finding: Finding;
  readonly region: string;
  readonly sources: readonly FindingSource[];
  readonly change: JsonObject;
  /** Regions that were told. */
  readonly told: string[];
}

async function tell(door: Parts['door'], telling: Telling, signal: AbortSignal): Promise<NotCalled | undefined> {
  const { finding, region, sources, change, told } = telling;
  const FindingIdentifiers = sources.map(({ id, productArn }) => ({ Id: id, ProductArn: productArn }));
  const place = { account: finding.resource.accountId, region };
  const answer = await callHub(door, place, 'BatchUpdateFindings', { FindingIdentifiers, ...change }, signal);
  if (answer.kind !== 'called') return answer;
  const { UnprocessedFindings } = answer.output;
  const unprocessed = Array.isArray(UnprocessedFindings) ? UnprocessedFindings.filter(isJsonObject) : [];
  // What another tool reported to us alone is in no Security Hub.
  const failed = unprocessed.find(({ ErrorCode }) => ErrorCode !== 'FindingNotFound');
  if (unprocessed.length < sources.length) told.push(region);
  return failed && outcomeOfFinding(String(failed['ErrorCode']), String(failed['ErrorMessage']));
}

const LONGEST_NOTE = 512;

function changeOf({ id, kind, outcome, failureMessage }: JsonObject): JsonObject {
  const done = kind === 'repair' && DONE.includes(outcome);
  const what = kind === 'undo' ? 'Undo of the repair' : 'Repair';
  const why = typeof failureMessage === 'string' && failureMessage !== '' ? ` ${failureMessage}` : '';
  const text = `${what} by Trueup: ${String(outcome)} (execution ${String(id)}).${why}`;
  return {
    Note: {
      Text: text.length <= LONGEST_NOTE ? text : `${text.slice(0, LONGEST_NOTE - 1).toWellFormed()}…`,
      UpdatedBy: 'Trueup',
    },
    Workflow: { Status: done ? 'RESOLVED' : 'NOTIFIED' },
  };
}

function byRegion(sources: readonly FindingSource[]): ReadonlyMap<string, readonly FindingSource[]> {
  return Map.groupBy(sources, ({ productArn }) => productArn.split(':')[3] ?? '');
}
