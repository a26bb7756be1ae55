import type { Execution, JournalEntry, Outcome, Output, StepExecution } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { durationText, timeText } from './time-text.ts';

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
      { head: 'RESOURCE', cell: ({ resource }) => resource.id, least: 12 },
      { head: 'PHASE', cell: ({ phase }) => phase },
      {
        head: 'OUTCOME',
        cell: ({ outcome }) => outcome ?? '',
        style: (text, { outcome }) => outcomeStyle(look.paint, outcome)(text),
      },
      { head: 'STARTED', cell: ({ startedAt }) => timeText(startedAt), spare: true },
      { head: 'BY', cell: ({ startedBy }) => startedBy.name, least: 8 },
    ],
    executions,
    look,
  );
}

export function executionText({ execution, steps, journal, children }: Output<'getExecution'>, look: Look): string {
  const { bold } = look.paint;
  const { resource, outcome } = execution;
  return [
    bold(`Execution ${execution.id}: ${execution.kind} of ${plain(resource.id)}`),
    factsText(
      [
        ['resource', resource.arn],
        ['place', `${resource.accountId} ${resource.region}`],
        ['plan', execution.planId],
        ['finding', execution.findingId],
        ['phase', execution.phase],
        ['runbook', execution.status],
        ['outcome', outcome],
        ['because', whyText(execution)],
        ['started', `${timeText(execution.startedAt)} by ${execution.startedBy.name}`],
        ['took', durationText(execution.startedAt, execution.finishedAt) || undefined],
        [
          'cancel',
          execution.cancelRequestedAt === undefined ? undefined : `asked ${timeText(execution.cancelRequestedAt)}`,
        ],
      ],
      look,
    ),
    '',
    bold('Steps'),
    stepsText(steps, look),
    '',
    bold('Calls to AWS'),
    journalText(journal, look),
    ...(children.length === 0 ? [] : ['', bold('Started executions'), executionsText(children, look)]),
  ].join('\n');
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
      { head: 'STEP', cell: ({ name }) => name, least: 12 },
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
