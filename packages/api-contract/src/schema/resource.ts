import { z } from 'zod';
import { jsonObject } from './json.ts';
import { list } from './list.ts';

export const instant = z.string().meta({ format: 'date-time', description: 'ISO 8601 in UTC with milliseconds.' });

export const accountId = z.string().regex(/^\d{12}$/, 'expected 12 digits');
export const regionName = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region name such as eu-west-1');

export const partition = z.enum(['aws', 'aws-us-gov', 'aws-cn']);

export const resourceRef = z.object({
  arn: z.string(),
  type: z.string(),
  id: z.string(),
  accountId: z.string(),
  region: z.string(),
  partition,
});
export type ResourceRef = z.output<typeof resourceRef>;

export const unreadReason = z.enum([
  'access-denied',
  'throttled',
  'timed-out',
  'unreachable',
  'not-supported',
  'unexpected-answer',
]);

export const snapshot = z.object({
  resource: resourceRef,
  takenAt: instant,
  configuration: jsonObject,
  unread: list(z.object({ part: z.string(), reason: unreadReason, detail: z.string() })),
});
export type Snapshot = z.output<typeof snapshot>;

/** What reading one resource anew gave. */
export const reading = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('read'), snapshot }),
  z.object({ kind: z.literal('gone') }),
  z.object({ kind: z.literal('unread'), reason: unreadReason, detail: z.string() }),
]);
