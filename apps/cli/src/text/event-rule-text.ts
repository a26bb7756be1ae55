import type { EventRule, EventTarget, TargetAddress } from '@trueup/api-contract';
import { unreachable } from '@trueup/core';
import type { Look } from '../terminal/look.ts';
import { plain } from '../terminal/plain.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { timeText } from './time-text.ts';

export function eventRulesText(rules: readonly EventRule[], look: Look): string {
  if (rules.length === 0) return 'No event rules.';
  return tableText(
    [
      { head: 'NAME', cell: ({ name }) => name },
      { head: 'STATUS', cell: statusOf, style: (text, { enabled }) => (enabled ? text : look.paint.dim(text)) },
      { head: 'WHEN', cell: whenOf, least: 16 },
      { head: 'TARGETS', cell: ({ targets }) => targets.map(({ address }) => address.kind).join(', '), least: 8 },
      { head: 'CHANGED', cell: ({ updatedAt }) => timeText(updatedAt), spare: true },
    ],
    rules,
    look,
  );
}

export function eventRuleText(rule: EventRule, look: Look): string {
  const { bold } = look.paint;
  return [
    bold(`Event rule ${plain(rule.name)}`),
    factsText(
      [
        ['description', rule.description],
        ['arn', rule.arn],
        ['status', statusOf(rule)],
        ['pattern', rule.pattern],
        ['schedule', scheduleOf(rule)],
        ['made by', `${rule.createdBy}, ${timeText(rule.createdAt)}`],
        ['changed', timeText(rule.updatedAt)],
      ],
      look,
    ),
    '',
    bold('Targets'),
    eventTargetsText(rule.targets, look),
  ].join('\n');
}

export function eventTargetsText(targets: readonly EventTarget[], look: Look): string {
  if (targets.length === 0) return 'No targets: what matches goes nowhere.';
  return tableText(
    [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'KIND', cell: ({ address }) => address.kind },
      { head: 'WHERE', cell: ({ address }) => placeOf(address), least: 16 },
      { head: 'INPUT', cell: ({ input }) => input?.kind ?? 'event', spare: true },
      { head: 'DEAD LETTERS', cell: ({ deadLetterArn }) => deadLetterArn ?? '', spare: true },
    ],
    targets,
    look,
  );
}

/** What a person would look for to know it. */
function placeOf(address: TargetAddress): string {
  switch (address.kind) {
    case 'runbook':
      return address.version === undefined ? address.document : `${address.document}, version ${address.version}`;
    case 'remediation':
      return 'as the policy says';
    case 'security-hub':
      return 'of the account of the finding';
    case 'sns':
      return address.topicArn;
    case 'sqs':
      return address.queueArn;
    case 'event-bus':
      return address.busArn;
    case 'lambda':
      return address.functionArn;
    case 'step-functions':
      return address.stateMachineArn;
    case 'webhook':
      return address.url;
    case 'email':
      return address.to.join(', ');
    case 'slack':
    case 'teams':
      return `secret ${address.urlSecret}`;
    case 'jira':
      return `${address.baseUrl} ${address.project}`;
    case 'servicenow':
      return `${address.baseUrl} ${address.table}`;
    default:
      return unreachable(address);
  }
}

const statusOf = ({ enabled }: EventRule): string => (enabled ? 'ENABLED' : 'DISABLED');

function scheduleOf({ schedule }: EventRule): string | undefined {
  return schedule && [schedule.expression, ...(schedule.timeZone === undefined ? [] : [schedule.timeZone])].join(' ');
}

function whenOf(rule: EventRule): string {
  const schedule = scheduleOf(rule);
  return [...(schedule === undefined ? [] : [schedule]), ...(rule.pattern === undefined ? [] : [rule.pattern])].join(
    '; ',
  );
}
