import type { Execution, JournalEntry, Outcome, Output, StepExecution } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { tableText } from '../terminal/table.ts';
import { automationStatusStyle } from './automation-text.ts';
import { factsText } from './facts.ts';
import { durationText, timeText } from './time-text.ts';
import { valueLines } from './value-lines.ts';

export function outcomeStyle(paint: Paint, outcome: Outcome | undefined): (text: string) => string {
  if (outcome === undefined) return paint.cyan;
  return outcome === 'verified' || outcome === 'already-compliant' ? paint.green : paint.red;
}

export function executionsText(executions: readonly Execution[], look: Look): string {
  if (executions.length === 0) return 'No executions.';
  return tableText(
    [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'KIND', cell: ({ kind }) => kind },
      { head: 'RUNBOOK', cell: ({ documentName }) => documentName, least: 10 },
      { head: 'FOR', cell: ({ resource, target }) => resource?.id ?? target ?? '', least: 10 },
      {
        head: 'STATUS',
        cell: standingOf,
        style: (text, execution) => standingStyle(look.paint, execution)(text),
      },
      { head: 'STARTED', cell: ({ startedAt }) => timeText(startedAt), spare: true },
      { head: 'BY', cell: ({ startedBy }) => startedBy.name, least: 8 },
    ],
    executions,
    look,
  );
}

/** A repair stands by what came of it, or how far it is; any other execution by its status. */
function standingOf({ resource, outcome, phase, status, kind }: Execution): string {
  return outcome ?? (resource === undefined || kind === 'child' ? status : phase);
}

function standingStyle(paint: Paint, { outcome, resource, status }: Execution): (text: string) => string {
  return outcome === undefined && resource === undefined
    ? automationStatusStyle(paint, status)
    : outcomeStyle(paint, outcome);
}

export function executionText({ execution, steps, journal, children }: Output<'getExecution'>, look: Look): string {
  const { bold } = look.paint;
  const outputs = Object.entries(execution.outputs ?? {}).flatMap(([name, values]) => valueLines(name, values, 2));
  return [
    bold(`Execution ${execution.id}: ${execution.kind} of ${plain(nameOf(execution))}`),
    factsText([...placeFacts(execution), ...progressFacts(execution)], look),
    '',
    bold('Steps'),
    stepsText(steps, look),
    ...steps.flatMap((step) => logLines(step, look)),
    ...(outputs.length === 0 ? [] : ['', bold('Outputs'), ...outputs]),
    '',
    bold('Calls to AWS'),
    journalText(journal, look),
    ...(children.length === 0 ? [] : ['', bold('Started executions'), executionsText(children, look)]),
  ].join('\n');
}

/** What a script wrote. */
function logLines({ name, iteration, log }: StepExecution, { paint }: Look): readonly string[] {
  if (log === undefined) return [];
  const of = iteration === undefined ? name : `${name} #${iteration}`;
  return [
    '',
    paint.bold(`Written by ${plain(of)}`),
    ...log
      .trimEnd()
      .split('\n')
      .map((line) => `  ${plain(line)}`),
  ];
}

/** What people call it: the resource it repairs, else its runbook. */
function nameOf({ resource, documentName }: Execution): string {
  return resource?.id ?? documentName;
}

type Facts = Parameters<typeof factsText>[0];

function placeFacts(execution: Execution): Facts {
  const { resource, scope, mode, tags, parent, target } = execution;
  return [
    ['resource', resource?.arn],
    ['place', `${scope.accountId} ${scope.region}`],
    ['role', execution.roleArn],
    ['plan', execution.planId],
    ['finding', execution.findingId],
    ['document', `${execution.documentName} (version ${execution.documentVersion})`],
    ['started by', parent && `step ${parent.step} of execution ${parent.id}`],
    ['target', target],
    ['mode', mode === 'Auto' ? undefined : mode],
    ['tags', tags.length === 0 ? undefined : tags.map(({ Key, Value }) => `${Key}=${Value}`).join(', ')],
  ];
}

function progressFacts(execution: Execution): Facts {
  const { resource, phase, status, outcome, startedAt, finishedAt, cancelRequestedAt } = execution;
  return [
    ...(resource === undefined ? [] : ([['phase', phase]] as const)),
    [resource === undefined ? 'status' : 'runbook', status],
    ['outcome', outcome],
    ['because', whyText(execution)],
    ['started', `${timeText(startedAt)} by ${execution.startedBy.name}`],
    ['took', durationText(startedAt, finishedAt) || undefined],
    ['cancel', cancelRequestedAt === undefined ? undefined : `asked ${timeText(cancelRequestedAt)}`],
  ];
}

/** One line on why an execution ended as it did. */
export function whyText({ verification, failureMessage }: Execution): string | undefined {
  if (verification && verification.kind !== 'verified') return verification.detail;
  return failureMessage;
}

function stepsText(steps: readonly StepExecution[], look: Look): string {
  if (steps.length === 0) return '  none';
  return tableText(
    [
      {
        head: 'STEP',
        cell: ({ name, iteration }) => name + (iteration === undefined ? '' : ` #${iteration}`),
        least: 12,
      },
      { head: 'ACTION', cell: ({ action }) => action },
      { head: 'STATUS', cell: ({ status }) => status },
      { head: 'TRIES', cell: ({ attempts }) => String(attempts) },
      { head: 'TOOK', cell: ({ startedAt, finishedAt }) => (startedAt ? durationText(startedAt, finishedAt) : '') },
      { head: 'FAILURE', cell: ({ failure }) => failure?.message ?? '', least: 16 },
    ],
    steps,
    look,
  );
}

function journalText(journal: readonly JournalEntry[], look: Look): string {
  if (journal.length === 0) return '  none';
  return tableText(
    [
      { head: 'AT', cell: ({ at }) => timeText(at) },
      { head: 'STEP', cell: ({ step }) => step ?? '(engine)', least: 10 },
      { head: 'ACCESS', cell: ({ access }) => access },
      { head: 'CALL', cell: ({ service, operation }) => `${service}:${operation}` },
      { head: 'HTTP', cell: ({ httpStatus }) => String(httpStatus) },
      { head: 'ERROR', cell: ({ errorCode }) => errorCode ?? '', least: 12 },
      { head: 'TOOK', cell: ({ durationMs }) => `${Math.round(durationMs)} ms`, spare: true },
      { head: 'REQUEST ID', cell: ({ requestId }) => requestId ?? '', least: 12, spare: true },
    ],
    journal,
    look,
  );
}
