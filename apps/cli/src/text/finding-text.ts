import type { Decision, Finding, Output, Severity, Urgency } from '@trueup/api-contract';
import { isJsonObject } from '@trueup/core';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { tableText } from '../terminal/table.ts';
import { executionsText } from './execution-text.ts';
import { factsText } from './facts.ts';
import { findingHistoryText } from './finding-history-text.ts';
import { investigationText } from './investigation-text.ts';
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

export function findingText(detail: Output<'getFinding'>, look: Look): string {
  const { finding, urgency, plans, executions, history } = detail;
  const { bold } = look.paint;
  return [
    bold(`Finding ${finding.id}`),
    knownText(detail, look),
    '',
    bold(`Priority ${urgency.score} of 1000`),
    priorityText(finding, urgency, look),
    ...(finding.sources.length === 0 ? [] : ['', bold('Reported by'), sourcesText(finding.sources, look)]),
    ...(plans.length === 0 ? [] : ['', bold('Plans'), plansText(plans, look)]),
    ...(executions.length === 0 ? [] : ['', bold('Executions'), executionsText(executions, look)]),
    ...(finding.investigation ? ['', bold('Who changed it'), investigationText(finding.investigation, look)] : []),
    ...(history.items.length === 0 ? [] : ['', bold('History'), findingHistoryText(history.items, look)]),
    ...(history.next === undefined ? [] : [`\nThere is more: trueup findings history ${finding.id}`]),
  ].join('\n');
}

function knownText({ finding, decision }: Output<'getFinding'>, look: Look): string {
  const { resource, compliance } = finding;
  return factsText(
    [
      ['control', `${finding.controlId}  ${finding.title}`],
      ['severity', finding.severity],
      ['resource', resource.arn],
      ['type', resource.type],
      ['place', `${resource.accountId} ${resource.region}`],
      ['what is wrong', finding.reason],
      ['status', [finding.workflow, finding.recordState, ...(compliance === undefined ? [] : [compliance])].join(', ')],
      ['first seen', timeText(finding.firstObservedAt)],
      ['last seen', timeText(finding.lastObservedAt)],
      ['resolved', finding.resolvedAt === undefined ? undefined : timeText(finding.resolvedAt)],
      ['came back', finding.regressions === 0 ? undefined : `${finding.regressions} times`],
      ['note', noteText(finding)],
      ['fields', fieldsText(finding)],
      ['set here', finding.customerFields.length === 0 ? undefined : finding.customerFields.join(', ')],
      ['automation', finding.pausedReason === undefined ? undefined : `paused: ${finding.pausedReason}`],
      ['decision', decisionText(decision)],
    ],
    look,
  );
}

function noteText({ asff }: Finding): string | undefined {
  const note = asff['Note'];
  if (!isJsonObject(note) || typeof note['Text'] !== 'string') return undefined;
  const { Text, UpdatedBy, UpdatedAt } = note;
  const at = typeof UpdatedAt === 'string' ? `, ${timeText(UpdatedAt)}` : '';
  return typeof UpdatedBy === 'string' ? `${Text} (${UpdatedBy}${at})` : Text;
}

function fieldsText({ asff }: Finding): string | undefined {
  const fields = asff['UserDefinedFields'];
  if (!isJsonObject(fields) || Object.keys(fields).length === 0) return undefined;
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ');
}

function priorityText({ priority }: Finding, { reasons }: Urgency, { paint }: Look): string {
  const width = Math.max(...reasons.map(({ points }) => String(points).length));
  const grounds = reasons.map(
    ({ kind, points, detail }) => `  ${`+${points}`.padStart(width + 1)}  ${kind}: ${plain(detail)}`,
  );
  const { dueAt } = priority;
  return [...grounds, ...(dueAt === undefined ? [] : [`  ${paint.dim('to be repaired by')} ${timeText(dueAt)}`])].join(
    '\n',
  );
}

function sourcesText(sources: Finding['sources'], look: Look): string {
  return tableText(
    [
      { head: 'PRODUCT', cell: ({ productName, productArn }) => productName ?? productArn, least: 12 },
      {
        head: 'SEVERITY',
        cell: ({ severity }) => severity,
        style: (text, { severity }) => severityStyle(look.paint, severity)(text),
      },
      { head: 'SAYS', cell: ({ compliance, recordState }) => `${compliance ?? ''} ${recordState}`.trim() },
      { head: 'SINCE', cell: ({ statusSince }) => timeText(statusSince), spare: true },
      { head: 'LAST WORD', cell: ({ updatedAt }) => timeText(updatedAt), spare: true },
      { head: 'ITS ID', cell: ({ id }) => id, least: 16 },
    ],
    sources,
    look,
  );
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
