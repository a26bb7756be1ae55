import type { Input, Output, Trueup } from '@trueup/api-contract';
import {
  isJsonObject,
  readFindingUpdate,
  urgencyOf,
  type Decision,
  type Finding,
  type FindingId,
  type FindingUpdate,
  type JsonObject,
  type ScanId,
} from '@trueup/core';
import type { UpdateOutcome } from '@trueup/engine';
import type { ApplicationParts } from './application-parts.ts';
import { findingCriteria } from './finding-criteria.ts';
import { missing, refusal } from './refusal-problem.ts';
import { invalidField } from './settled.ts';

type Findings = Pick<
  Trueup,
  | 'listFindings'
  | 'searchFindings'
  | 'countMatching'
  | 'listFindingGroups'
  | 'getFinding'
  | 'listFindingHistory'
  | 'updateFindings'
  | 'countFindings'
  | 'resumeAutomation'
  | 'remediateAutomatic'
>;

/** How many of the latest changes come with a finding. */
const LATEST_CHANGES = 20;
/** Counting a million takes longer than anyone waits for a list. */
const COUNTED = 10_000;

export function findingOperations(parts: ApplicationParts): Findings {
  const { engine, store, actor, clock, groups } = parts;
  return {
    listFindings: async (asked) => store.findings.list(findingCriteria(asked, clock.now())),
    searchFindings: async (asked) => store.findings.list(findingCriteria(asked, clock.now())),
    countMatching: (asked) => countMatching(parts, asked),
    listFindingGroups: (asked) => groups(findingCriteria(asked, clock.now())),
    async getFinding({ id }) {
      const finding = await store.findings.byId(id as FindingId);
      if (!finding) throw missing('finding', id);
      const [plans, executions, history, decision] = await Promise.all([
        store.plans.list({ findingId: finding.id, limit: 20 }),
        store.executions.list({ findingId: finding.id, limit: 20 }),
        store.findings.history(finding.id, { limit: LATEST_CHANGES }),
        decisionOn(parts, finding),
      ]);
      const urgency = urgencyOf(finding.priority, clock.now());
      return { finding, urgency, plans: plans.items, executions: executions.items, decision, history };
    },
    async listFindingHistory({ id, from, to, ...page }) {
      if (!(await store.findings.byId(id as FindingId))) throw missing('finding', id);
      return store.findings.history(id as FindingId, { ...page, ...timeRange({ from, to }) });
    },
    async updateFindings({ ids, update }) {
      const outcomes = await engine.operations.updateFindings(ids as FindingId[], updateOf(parts, update), actor);
      return { items: ids.map((id, index) => ({ id, ...updatedAs(outcomes[index]) })) };
    },
    countFindings: async ({ by, ...asked }) => ({
      counts: await store.findings.counts(by, { recordStates: ['ACTIVE'], ...findingCriteria(asked, clock.now()) }),
    }),
    async resumeAutomation({ findingId }) {
      const resumed = await engine.resumeAutomation(findingId, actor);
      if (resumed.kind === 'refused') throw refusal(resumed);
      return resumed.finding;
    },
    async remediateAutomatic({ scanId }) {
      const scan = scanId === undefined ? undefined : await store.scans.byId(scanId as ScanId);
      if (scanId !== undefined && !scan) throw missing('scan', scanId);
      return engine.remediateAutomatically(scan ? { accounts: scan.accounts, controls: scan.controls } : {});
    },
  };
}

async function countMatching(
  { store, clock }: ApplicationParts,
  { exact = false, by, limit, ...asked }: Input<'countMatching'>,
): Promise<Output<'countMatching'>> {
  const criteria = findingCriteria(asked, clock.now());
  const [counted, groups] = await Promise.all([
    store.findings.count(criteria, exact ? undefined : COUNTED + 1),
    by === undefined ? [] : store.findings.counts(by, criteria, limit),
  ]);
  const atLeast = !exact && counted > COUNTED;
  return { total: atLeast ? COUNTED : counted, atLeast, groups };
}

/** In UTC with milliseconds, as the store compares them. */
export function timeRange(given: { readonly from?: string | undefined; readonly to?: string | undefined }): {
  readonly from?: string;
  readonly to?: string;
} {
  const { from, to } = given;
  return {
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  };
}

/** Without a policy nothing is settled, and a person decides. */
async function decisionOn({ engine, policy }: ApplicationParts, finding: Finding): Promise<Decision> {
  if ((await policy.readIfThere()) === undefined) return { kind: 'leave', reason: 'mode-manual' };
  return (await engine.operations.currentDecision(finding)).decision;
}

/** A note is said by whoever asks, whatever it claims. */
function updateOf({ actor }: ApplicationParts, given: JsonObject): FindingUpdate {
  const { Note: note } = given;
  const signed = isJsonObject(note) ? { ...given, Note: { ...note, UpdatedBy: actor.name } } : given;
  const reading = readFindingUpdate(signed);
  if (reading.kind === 'read') return reading.update;
  throw invalidField(reading.field === 'update' ? 'update' : `update.${reading.field}`, reading.reason);
}

function updatedAs(outcome: UpdateOutcome | undefined): {
  readonly result: 'updated' | 'unknown' | 'refused';
  readonly reason?: string;
} {
  switch (outcome?.kind) {
    case 'updated':
      return { result: 'updated' };
    case 'refused':
      return { result: 'refused', reason: outcome.reason };
    case 'unknown':
    case undefined:
      return { result: 'unknown', reason: 'there is no such finding' };
  }
}
