import type { Decision, Finding, Output, Severity } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { executionsText } from './execution-text.ts';
import { plansText } from './plan-list-text.ts';
import { timeText } from './time-text.ts';

export function severityStyle(paint: Paint, severity: Severity): (text: string) => string {
  switch (severity) {
    case 'CRITICAL':
    case 'HIGH':
      return paint.red;
    case 'MEDIUM':
      return paint.yellow;
    case 'LOW':
    case 'INFORMATIONAL':
      return paint.dim;
  }
}

export function findingsText(findings: readonly Finding[], look: Look): string {
  if (findings.length === 0) return 'No findings.';
  return tableText(
    [
      { head: 'ID', cell: ({ id }) => id },
      {
        head: 'SEVERITY',
        cell: ({ severity }) => severity,
        style: (text, { severity }) => severityStyle(look.paint, severity)(text),
      },
      { head: 'CONTROL', cell: ({ controlId }) => controlId },
      { head: 'ACCOUNT', cell: ({ resource }) => resource.accountId },
      { head: 'REGION', cell: ({ resource }) => resource.region, spare: true },
      { head: 'RESOURCE', cell: ({ resource }) => resource.id, least: 12 },
      { head: 'STATUS', cell: ({ workflow }) => workflow, spare: true },
      { head: 'WHAT IS WRONG', cell: ({ reason }) => reason, least: 16 },
    ],
    findings,
    look,
  );
}

export function findingText({ finding, decision, plans, executions }: Output<'getFinding'>, look: Look): string {
  const { resource } = finding;
  const { bold } = look.paint;
  return [
    bold(`Finding ${finding.id}`),
    factsText(
      [
        ['control', `${finding.controlId}  ${finding.title}`],
        ['severity', finding.severity],
        ['resource', resource.arn],
        ['type', resource.type],
        ['place', `${resource.accountId} ${resource.region}`],
        ['what is wrong', finding.reason],
        ['status', `${finding.workflow}, ${finding.recordState}, ${finding.compliance}`],
        ['first seen', timeText(finding.firstObservedAt)],
        ['last seen', timeText(finding.lastObservedAt)],
        ['resolved', finding.resolvedAt === undefined ? undefined : timeText(finding.resolvedAt)],
        ['came back', finding.regressions === 0 ? undefined : `${finding.regressions} times`],
        ['automation', finding.pausedReason === undefined ? undefined : `paused: ${finding.pausedReason}`],
        ['decision', decisionText(decision)],
      ],
      look,
    ),
    ...(plans.length === 0 ? [] : ['', bold('Plans'), plansText(plans, look)]),
    ...(executions.length === 0 ? [] : ['', bold('Executions'), executionsText(executions, look)]),
  ].join('\n');
}

function decisionText(decision: Decision): string {
  switch (decision.kind) {
    case 'remediate':
      return 'remediate: it may run by itself';
    case 'propose':
      return `propose: a person must approve (${decision.reason})`;
    case 'leave':
      return `leave (${decision.reason})`;
  }
}
