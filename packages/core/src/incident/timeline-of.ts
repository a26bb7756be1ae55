import type { ChangeEvent } from '../finding/investigation.ts';
import type { AuditRecord } from '../record/record.ts';
import type { Json, JsonObject } from '../value/json.ts';
import type { TimelineEntry } from './incident.ts';
import type { HistoryOfFinding, IncidentFacts } from './incident-facts.ts';
import { redacted, redactedText } from './redacted.ts';

/** What of a record's detail is told in the timeline; the rest stands in the record itself. */
const TOLD = [
  'kind',
  'verdict',
  'decision',
  'outcome',
  'status',
  'guard',
  'reason',
  'detail',
  'remediation',
  'controlId',
  'documentName',
  'planId',
  'executionId',
  'hash',
  'owner',
  'cause',
  'pausedReason',
  'failureMessage',
] as const;
const LONGEST_VALUE = 200;

/** Everything that happened to a finding and its resource, in order. What happened at one time stands as it was recorded. */
export function timelineOf(
  facts: Pick<IncidentFacts, 'finding' | 'history' | 'executions' | 'records'>,
): TimelineEntry[] {
  const entries = [
    ...(facts.finding.investigation?.events ?? []).filter(({ executionId }) => executionId === undefined).map(changed),
    ...facts.history.map(reported),
    ...facts.executions.flatMap(({ execution, journal }) =>
      journal.filter(({ access }) => access === 'write').map((call) => called(execution.id, call)),
    ),
    ...facts.records.toSorted((one, other) => one.seq - other.seq).map(recorded),
  ];
  return entries
    .map((entry, index) => ({ entry: { ...entry, what: redactedText(entry.what) }, index }))
    .toSorted((one, other) => order(one.entry.at, other.entry.at) || one.index - other.index)
    .map(({ entry }) => entry);
}

function changed({ id, at, principal, name, source, sourceIp, errorCode }: ChangeEvent): TimelineEntry {
  const from = sourceIp === undefined ? '' : ` from ${sourceIp}`;
  const refused = errorCode === undefined ? '' : `, refused: ${errorCode}`;
  return {
    at,
    who: `${principal.kind} ${principal.name}`,
    what: `called ${source} ${name}${from}${refused}`,
    evidence: { kind: 'event', eventId: id },
  };
}

function reported({ at, created, source, changes }: HistoryOfFinding): TimelineEntry {
  const fields = changes.map(({ field, from, to }) => `${field}: ${short(from ?? '–')} → ${short(to ?? '–')}`);
  const said = created ? 'finding created' : 'finding changed';
  return {
    at,
    who: `${source.kind} ${source.identity}`,
    what: fields.length === 0 ? said : `${said}: ${fields.join('; ')}`,
  };
}

type Call = IncidentFacts['executions'][number]['journal'][number];

function called(
  executionId: string,
  { at, service, operation, httpStatus, errorCode, requestId }: Call,
): TimelineEntry {
  const answer = errorCode ?? (httpStatus === 0 ? 'no answer' : String(httpStatus));
  return {
    at,
    who: `execution ${executionId}`,
    what: `called ${service} ${operation}: ${answer}`,
    ...(requestId === undefined ? {} : { evidence: { kind: 'request', requestId } }),
  };
}

function recorded({ seq, hash, at, actor, action, subject, detail }: AuditRecord): TimelineEntry {
  const shown = redacted(detail) as JsonObject;
  const told = TOLD.flatMap((name) => {
    const text = textOf(shown[name]);
    return text === undefined ? [] : [`${name} ${short(text)}`];
  });
  return {
    at,
    who: `${actor.kind} ${actor.name}`,
    what: `${action} ${subject.kind} ${subject.id}${told.length === 0 ? '' : `: ${told.join(', ')}`}`,
    evidence: { kind: 'record', seq, hash },
  };
}

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

const short = (text: string): string => (text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text);

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
