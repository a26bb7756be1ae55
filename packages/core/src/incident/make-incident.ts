import type { Execution } from '../execution/execution.ts';
import type { JournalEntry } from '../execution/journal.ts';
import { isOpen, type Finding } from '../finding/finding.ts';
import { causeOf } from '../finding/investigation.ts';
import { differences } from '../value/difference.ts';
import type { Json, JsonObject } from '../value/json.ts';
import type { Incident, IncidentCall, IncidentChange } from './incident.ts';
import type { IncidentFacts } from './incident-facts.ts';
import { redacted, redactedText } from './redacted.ts';
import { timelineOf } from './timeline-of.ts';

/** The report on a finding: the same facts give the same report. Secrets are taken out here. */
export function makeIncident(facts: IncidentFacts): Incident {
  const { finding, control, prevention } = facts;
  const { investigation } = finding;
  const cause = investigation && causeOf(investigation);
  const executions = facts.executions.toSorted((one, other) =>
    order(one.execution.startedAt + one.execution.id, other.execution.startedAt + other.execution.id),
  );
  return {
    findingId: finding.id,
    controlId: finding.controlId,
    title: redactedText(finding.title),
    severity: finding.severity,
    resource: finding.resource,
    fault: redactedText(finding.reason),
    ...(control ? { requirement: control.description } : {}),
    firstObservedAt: finding.firstObservedAt,
    lastObservedAt: finding.lastObservedAt,
    regressions: finding.regressions,
    timeline: timelineOf({ ...facts, executions }),
    changes: executions.map(({ execution }) => changeOf(execution)),
    calls: executions.flatMap(({ execution, journal }) => writesOf(execution, journal)),
    ...(investigation ? { investigation } : {}),
    ...(cause ? { cause } : {}),
    outcome: outcomeOf(finding, executions.at(-1)?.execution),
    ...(prevention ? { prevention } : {}),
  };
}

function changeOf({ id, kind, outcome, status, before, after }: Execution): IncidentChange {
  const seen = { executionId: id, kind, outcome: outcome ?? status };
  if (before === undefined) return { ...seen, differences: [], unknown: 'Nothing was changed.' };
  if (after?.kind !== 'read') {
    const unknown = after?.kind === 'gone' ? 'The resource is gone.' : 'The resource was not read afterwards.';
    return { ...seen, differences: [], unknown };
  }
  const told = (configuration: JsonObject): Json => redacted(configuration);
  return { ...seen, differences: differences(told(before.configuration), told(after.snapshot.configuration)) };
}

function writesOf({ id }: Execution, journal: readonly JournalEntry[]): readonly IncidentCall[] {
  return journal
    .filter(({ access }) => access === 'write')
    .map(({ at, service, operation, request, httpStatus, errorCode, requestId }) => ({
      at,
      executionId: id,
      service,
      operation,
      request: redacted(request) as JsonObject,
      httpStatus,
      ...(errorCode === undefined ? {} : { errorCode }),
      ...(requestId === undefined ? {} : { requestId }),
    }));
}

function outcomeOf(finding: Finding, last: Execution | undefined): string {
  const standing = `${finding.workflow}, ${finding.recordState}`;
  if (last && last.finishedAt === undefined) return `A repair is under way; the finding is ${standing}.`;
  const tail = last ? ` The last ${last.kind} ended as ${last.outcome ?? last.status}.` : ' Nothing was repaired.';
  if (isOpen(finding) && finding.compliance !== 'PASSED') return `The fault is there (${standing}).${tail}`;
  const at = finding.resolvedAt === undefined ? '' : ` since ${finding.resolvedAt}`;
  return `The fault is over${at} (${standing}).${tail}`;
}

const order = (one: string, other: string): number => (one < other ? -1 : 1);
