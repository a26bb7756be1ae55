import type { AutomationExecution, AutomationStepExecution } from '@trueup/api-contract';
import { isEnded } from '../automation/automation-standing.ts';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { valueLines } from './value-lines.ts';

export function automationStatusStyle(paint: Paint, status: string): (text: string) => string {
  if (status === 'Success') return paint.green;
  return isEnded(status) ? paint.red : paint.cyan;
}

/** An execution of a document at its end, or as it stands. */
export function automationText(execution: AutomationExecution, look: Look): string {
  const { bold } = look.paint;
  const { AutomationExecutionId, AutomationExecutionStatus: status, Outputs } = execution;
  const outputs = Object.entries(Outputs).flatMap(([name, values]) => valueLines(name, values, 2));
  return [
    bold(`Execution ${AutomationExecutionId} of ${plain(execution.DocumentName)}`),
    factsText(
      [
        ['status', status],
        ['because', execution.FailureMessage],
      ],
      look,
    ),
    '',
    bold('Steps'),
    stepsText(execution.StepExecutions, look),
    ...(outputs.length === 0 ? [] : ['', bold('Outputs'), ...outputs]),
  ].join('\n');
}

function stepsText(steps: readonly AutomationStepExecution[], look: Look): string {
  if (steps.length === 0) return '  none';
  return tableText(
    [
      { head: 'STEP', cell: ({ StepName }) => StepName, least: 12 },
      { head: 'ACTION', cell: ({ Action }) => Action },
      {
        head: 'STATUS',
        cell: ({ StepStatus }) => StepStatus,
        style: (text, { StepStatus }) => automationStatusStyle(look.paint, StepStatus)(text),
      },
      { head: 'FAILURE', cell: ({ FailureMessage }) => FailureMessage ?? '', least: 16 },
    ],
    steps,
    look,
  );
}
