import { z } from 'zod';
import { instantAfter, msBetween, type Instant } from '../value/instant.ts';
import { checkedText } from './checked-text.ts';
import { LONGEST_EXCEPTION_DAYS, type Exception } from './exception.ts';
import { scopeMembers } from './scope-text.ts';

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

const person = z
  .string()
  .max(200)
  .regex(/\S/, 'must not be empty')
  .regex(/^\P{Cc}*$/u, 'must stand on one line');

/** A day begins at 00:00 UTC. */
function instantOf(text: string): Instant {
  const ms = DATE.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse takes the 31st of every month.
  const day = new Date(Date.parse(`${text.slice(0, 10)}T00:00:00Z`));
  if (Number.isNaN(ms) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text.slice(0, 10)) {
    throw new Error(
      `'${text.slice(0, 40)}' is not a date such as 2026-12-31 or an instant such as 2026-12-31T18:00:00Z`,
    );
  }
  return new Date(ms).toISOString();
}

const exceptionText = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'must be 1 to 100 small letters, digits and hyphens'),
    scope: z
      .strictObject(scopeMembers)
      .refine(leavesSomethingOut, 'must name something: a control, account, region, tag, ARN or resource type')
      .meta({ description: 'What may stay as it is. Members are an AND, the entries of each an OR.' }),
    owner: person.meta({ description: 'Who answers for it.' }),
    approver: person,
    justification: z.string().max(2000).regex(/\S/, 'must say why'),
    placedAt: checkedText(instantOf).meta({ description: 'The date on which it was agreed.' }),
    expiresAt: checkedText(instantOf).meta({
      description: `A date (it ends as that day begins, UTC) or an instant, ${LONGEST_EXCEPTION_DAYS} days after placedAt at most.`,
    }),
    remindDays: z.number().int().min(0).max(LONGEST_EXCEPTION_DAYS).exactOptional().meta({
      description: 'Days before the end when its owner is reminded. Absent: 7.',
    }),
  })
  .check((context) => {
    const { placedAt, expiresAt } = context.value;
    const latest = instantAfter(placedAt, LONGEST_EXCEPTION_DAYS * DAY_MS);
    const message =
      msBetween(placedAt, expiresAt) <= 0
        ? 'must be after placedAt'
        : expiresAt > latest
          ? `must be ${latest} at the latest, ${LONGEST_EXCEPTION_DAYS} days after placedAt`
          : undefined;
    if (message !== undefined) context.issues.push({ code: 'custom', input: expiresAt, path: ['expiresAt'], message });
  })
  .transform(({ placedAt, ...given }): Exception => ({
    ...given,
    createdAt: placedAt,
    origin: 'policy',
    createdBy: 'policy',
  }));

/** `*`, `arn:*` and their like name everything. */
function leavesSomethingOut({ tags, ...lists }: Exception['scope']): boolean {
  if (tags !== undefined && Object.keys(tags).length > 0) return true;
  return Object.values(lists).some((list) => list?.every((entry) => !/^(?:arn:)?[*?:]+$/.test(entry)) ?? false);
}

export const exceptionsText = z
  .array(exceptionText)
  .default([])
  .meta({ description: 'Resources that may stay as they are until a date. People place others beside them.' });
