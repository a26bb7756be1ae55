import type { Exception, ExceptionStanding, Output } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { scopeText } from './scope-text.ts';
import { timeText, untilText } from './time-text.ts';

export function exceptionsText(all: readonly ExceptionStanding[], look: Look, now: number): string {
  if (all.length === 0) return 'No exceptions.';
  return tableText(
    [
      { head: 'ID', cell: ({ exception }) => exception.id },
      { head: 'COVERS', cell: ({ exception }) => scopeText(exception.scope), least: 16 },
      { head: 'FINDINGS', cell: countText, style: (text, { covers }) => (covers > 0 ? text : look.paint.dim(text)) },
      { head: 'OWNER', cell: ({ exception }) => exception.owner, least: 8 },
      { head: 'APPROVED BY', cell: ({ exception }) => exception.approver, least: 8, spare: true },
      {
        head: 'ENDS',
        cell: ({ exception }) => untilText(exception.expiresAt, now),
        style: (text, { exception }) => (Date.parse(exception.expiresAt) <= now ? look.paint.red(text) : text),
      },
      { head: 'FROM', cell: ({ exception }) => originText(exception), least: 8, spare: true },
    ],
    all,
    look,
  );
}

export function exceptionText(exception: Exception, look: Look, now: number): string {
  return [look.paint.bold(`Exception ${exception.id}`), factsText(factsOf(exception, now), look)].join('\n');
}

/** With the findings that it covers now. */
export function exceptionUseText(shown: Output<'getException'>, look: Look, now: number): string {
  const { exception, findingIds, covers } = shown;
  const more = covers > findingIds.length ? [`  and ${covers - findingIds.length} more`] : [];
  return [
    exceptionText(exception, look, now),
    '',
    look.paint.bold(`Open findings that it covers: ${countText(shown)}`),
    ...findingIds.map((id) => `  ${id}`),
    ...more,
  ].join('\n');
}

function factsOf(exception: Exception, now: number): readonly (readonly [string, string | undefined])[] {
  const { scope, owner, approver, justification, createdAt, createdBy, expiresAt, remindDays, remindedAt } = exception;
  return [
    ['covers', scopeText(scope)],
    ['because', justification],
    ['owner', owner],
    ['approved by', approver],
    ['placed', `${timeText(createdAt)} by ${createdBy}`],
    ['ends', `${untilText(expiresAt, now)} (${timeText(expiresAt)})`],
    ['reminder', remindedAt === undefined ? `${remindDays ?? 7} days before` : `given ${timeText(remindedAt)}`],
    ['from', originText(exception)],
  ];
}

function countText({ covers, mayCover, isLeast }: ExceptionStanding): string {
  const least = isLeast ? 'at least ' : '';
  return `${least}${covers}${mayCover > 0 ? ` (and ${mayCover} by unread tags)` : ''}`;
}

function originText({ origin, createdBy }: Exception): string {
  switch (origin) {
    case 'person':
      return createdBy;
    case 'policy':
      return 'the policy';
    case 'attempts':
      return 'Trueup: attempts spent';
  }
}
