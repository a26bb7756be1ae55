import { z } from 'zod';
import { list } from './list.ts';
import { instant } from './resource.ts';
import { targetScope } from './target-scope.ts';

/** A change window or a freeze of the policy, how it stands now, and the times at which it holds. */
export const calendarWindow = z.object({
  name: z.string(),
  kind: z.enum(['allow', 'deny']).meta({ description: 'allow: a change window. deny: a freeze, which wins.' }),
  cron: z.string(),
  durationMinutes: z.number().int(),
  timeZone: z.string(),
  overrun: z.enum(['finish', 'stop']),
  scope: targetScope,
  active: z.boolean(),
  changesAt: instant
    .exactOptional()
    .meta({ description: 'When it ends if it is active, when it begins if it is not; absent: never again.' }),
  occurrences: list(z.object({ from: instant, to: instant })).meta({
    description: 'Whole, also where they reach out of what was asked for; those that touch are one.',
  }),
  truncated: z.boolean().meta({ description: 'There are more, or the last one goes on.' }),
});
export type CalendarWindow = z.output<typeof calendarWindow>;

/** Windows and freezes of the policy in force, in its order; without a policy there are none. */
export const calendar = z.object({ at: instant, from: instant, to: instant, items: list(calendarWindow) });
export type Calendar = z.output<typeof calendar>;
