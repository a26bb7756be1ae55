import {
  incidentMarkdown,
  makeIncident,
  preventiveMeasure,
  type AuditRecord,
  type Execution,
  type Finding,
  type FindingId,
  type Incident,
  type IncidentFacts,
  type Page,
  type PageRequest,
} from '@trueup/core';
import { entryOf } from '../library.ts';
import { PolicyUnreadable, type EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

/** More of one kind than this has no reader. The newest are told. */
const MOST = 1_000;
const PAGE = 200;

export type IncidentReported =
  { readonly kind: 'incident'; readonly incident: Incident; readonly markdown: string } | Refused;

/** Everything that is stored about a finding, as one report. Asks AWS nothing. */
export async function incidentOf(parts: EngineParts, findingId: string): Promise<IncidentReported> {
  const finding = await parts.store.findings.byId(findingId as FindingId);
  if (!finding) return refused('unknown-finding', `no finding ${findingId}`);
  const incident = makeIncident(await factsOf(parts, finding));
  return { kind: 'incident', incident, markdown: incidentMarkdown(incident) };
}

async function factsOf(parts: EngineParts, finding: Finding): Promise<IncidentFacts> {
  const { store, catalogue } = parts;
  const entry = entryOf(catalogue, finding.controlId);
  const [history, plans, executions] = await Promise.all([
    taken((page) => store.findings.history(finding.id, page)),
    taken((page) => store.plans.list({ ...page, findingId: finding.id })),
    taken((page) => store.executions.list({ ...page, findingId: finding.id })),
  ]);
  const subjects = [finding.id, ...plans.map(({ id }) => id), ...executions.map(({ id }) => id)];
  return {
    finding,
    ...(entry ? { control: entry.control } : {}),
    ...(entry ? { prevention: preventiveMeasure(entry.prevention, entry.control.configRule, await roles(parts)) } : {}),
    history,
    executions: await withJournals(parts, executions),
    records: await recordsOf(parts, subjects),
  };
}

async function withJournals(
  { store }: EngineParts,
  executions: readonly Execution[],
): Promise<IncidentFacts['executions']> {
  const told: { execution: Execution; journal: Awaited<ReturnType<typeof store.executions.journal>> }[] = [];
  for (const execution of executions) told.push({ execution, journal: await store.executions.journal(execution.id) });
  return told;
}

/** An id names one thing, so no record comes twice. */
async function recordsOf({ store }: EngineParts, subjects: readonly string[]): Promise<readonly AuditRecord[]> {
  const records: AuditRecord[] = [];
  for (const subjectId of new Set(subjects)) {
    records.push(...(await taken((page) => store.records.list({ ...page, subjectId }))));
  }
  return records;
}

/** The roles that accounts are entered with. A report is wanted most when something is broken, also the policy. */
async function roles({ policy, log }: EngineParts): Promise<readonly string[]> {
  try {
    const { accounts } = await policy();
    return accounts.flatMap(({ role }) => (role === undefined ? [] : [role]));
  } catch (error) {
    if (!(error instanceof PolicyUnreadable)) throw error;
    log.error({ error }, 'an incident is told without the roles of the policy, which is not readable');
    return [];
  }
}

async function taken<T>(list: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && items.length < MOST);
  return items;
}
