import type { FieldChange, FindingHistoryEntry } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { plain } from '../terminal/plain.ts';
import { endOfArn } from './end-of-arn.ts';
import { timeText } from './time-text.ts';

/** Each change with its fields, and under an automation rule what it changed. */
export function findingHistoryText(entries: readonly FindingHistoryEntry[], look: Look): string {
  if (entries.length === 0) return 'No changes.';
  return entries.flatMap((entry) => entryLines(entry, look)).join('\n');
}

function entryLines({ at, created, source, changes, rules }: FindingHistoryEntry, { paint }: Look): string[] {
  const what = created ? 'created by' : 'changed by';
  return [
    `${timeText(at)}  ${what} ${plain(`${source.kind} ${source.identity}`)}`,
    ...changes.map((change) => `  ${changeText(change)}`),
    ...rules.flatMap((rule) => [
      `  ${paint.cyan('rule')} ${plain(rule.ruleName)} ${paint.dim(plain(endOfArn(rule.ruleArn)))}`,
      ...rule.changes.map((change) => `    ${changeText(change)}`),
    ]),
  ];
}

function changeText({ field, from, to }: FieldChange): string {
  return plain(`${field}: ${from ?? '(none)'} -> ${to ?? '(none)'}`);
}
