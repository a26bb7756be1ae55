import type { AutomationRule, Output } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { endOfArn } from './end-of-arn.ts';
import { factsText } from './facts.ts';
import { findingsText } from './finding-text.ts';
import { timeText } from './time-text.ts';
import { valueLines } from './value-lines.ts';

export function automationRulesText(rules: readonly AutomationRule[], look: Look): string {
  if (rules.length === 0) return 'No automation rules.';
  return tableText(
    [
      { head: 'ORDER', cell: ({ order }) => String(order) },
      { head: 'ID', cell: ({ arn }) => endOfArn(arn) },
      { head: 'STATUS', cell: statusOf, style: (text, { enabled }) => (enabled ? text : look.paint.dim(text)) },
      { head: 'NAME', cell: ({ name }) => name, least: 12 },
      { head: 'LOOKS AT', cell: ({ criteria }) => Object.keys(criteria).join(', '), least: 12, spare: true },
      { head: 'SETS', cell: ({ update }) => Object.keys(update).join(', '), least: 8 },
      { head: 'TERMINAL', cell: ({ terminal }) => (terminal ? 'yes' : ''), spare: true },
    ],
    rules,
    look,
  );
}

export function automationRuleText(rule: AutomationRule, look: Look): string {
  const { bold } = look.paint;
  return [
    bold(`Automation rule ${endOfArn(rule.arn)}`),
    factsText(
      [
        ['name', rule.name],
        ['description', rule.description],
        ['arn', rule.arn],
        ['status', statusOf(rule)],
        ['order', `${rule.order}${rule.terminal ? ', and no later rule where it matches' : ''}`],
        ['made by', `${rule.createdBy}, ${timeText(rule.createdAt)}`],
        ['changed', timeText(rule.updatedAt)],
      ],
      look,
    ),
    '',
    bold('Where'),
    ...Object.entries(rule.criteria).flatMap(([name, value]) => valueLines(name, value, 2)),
    '',
    bold('It sets'),
    // What came out of JSON is JSON.
    ...Object.entries(rule.update as AutomationRule['criteria']).flatMap(([name, value]) => valueLines(name, value, 2)),
  ].join('\n');
}

export function rulePreviewText({ count, items }: Output<'previewAutomationRule'>, look: Look): string {
  if (count === 0) return 'No finding matches now.';
  const shown = items.length < count ? `, the first ${items.length} of them` : '';
  return `${count} ${count === 1 ? 'finding matches' : 'findings match'} now${shown}:\n\n${findingsText(items, look)}`;
}

const statusOf = ({ enabled }: AutomationRule): string => (enabled ? 'ENABLED' : 'DISABLED');
