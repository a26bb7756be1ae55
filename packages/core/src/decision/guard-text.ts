import { z } from 'zod';
import type { Risk } from '../control/control.ts';
import { MOST_REGRESSIONS_KEPT } from '../finding/finding.ts';
import { cronFault } from './cron-text.ts';
import { LIMIT_KEYS, type Limit } from './limits.ts';
import { lineName } from './remediation-text.ts';
import { accountsText, controlsText, scopeMembers, tagsText } from './scope-text.ts';
import { checkedText } from './checked-text.ts';

const MONTH_SECONDS = 2_678_400;
const WEEK_MINUTES = 10_080;

const count = z.number().int().min(1).max(1_000_000);
const percent = z.number().int().min(1).max(100);
const quorum = z.number().int().min(1).max(5);

export const approvalsText = z
  .strictObject({
    quorum: z
      .strictObject({
        safe: quorum.default(1),
        low: quorum.default(1),
        disruptive: quorum.default(1),
        destructive: quorum.default(2),
      } satisfies Record<Risk, z.ZodType>)
      .prefault({})
      .meta({ description: 'How many people must say yes, by the risk of the plan.' }),
  })
  .prefault({});

export const promotionText = z
  .strictObject({
    verifiedInARow: z.number().int().min(1).max(1000).default(5).meta({
      description: 'Verified repairs in a row before a line may be automatic.',
    }),
  })
  .prefault({});

const limitText = z
  .strictObject({
    name: lineName.exactOptional().meta({ description: 'Once among all limits. Absent: limit-<n>, counted from 1.' }),
    per: z.enum(LIMIT_KEYS).meta({ description: 'What is counted together.' }),
    controls: controlsText,
    accounts: accountsText,
    started: count.exactOptional().meta({ description: 'Repairs begun within withinSeconds.' }),
    startedPercent: percent.exactOptional().meta({ description: 'The same, of the non-compliant resources.' }),
    withinSeconds: z.number().int().min(1).max(MONTH_SECONDS).default(3600),
    running: count.exactOptional().meta({ description: 'Repairs under way at the same time.' }),
    runningPercent: percent.exactOptional(),
  })
  .refine(
    ({ started, startedPercent, running, runningPercent }) =>
      (started ?? startedPercent ?? running ?? runningPercent) !== undefined,
    'must have one of started, startedPercent, running and runningPercent',
  );

const DEFAULT_LIMITS: readonly Limit[] = [
  { name: 'running-per-account', per: 'account', running: 10, withinSeconds: 3600 },
  { name: 'started-per-account', per: 'account', started: 100, withinSeconds: 3600 },
];

export const limitsText = z
  .array(limitText)
  .max(200)
  .default(() => DEFAULT_LIMITS.map((limit) => ({ ...limit }) as z.output<typeof limitText>))
  .meta({ description: 'At most so many repairs. Absent: 10 running and 100 started an hour, per account. []: none.' });

const breakerText = z.strictObject({
  per: z.enum(['control', 'account', 'remediation']),
  failures: z.number().int().min(1).max(50).default(3),
  windowMinutes: z.number().int().min(1).max(WEEK_MINUTES).default(60),
  pauseMinutes: z.number().int().min(1).max(WEEK_MINUTES).default(30),
});

export const breakersText = z
  .array(breakerText)
  .max(20)
  .default([{ per: 'control', failures: 3, windowMinutes: 60, pauseMinutes: 30 }])
  .meta({ description: 'So many failures within the window stop what is counted together for the pause.' });

export const flapsText = z
  .strictObject({
    regressions: z.number().int().min(1).max(MOST_REGRESSIONS_KEPT).default(3),
    windowHours: z.number().int().min(1).max(720).default(24),
  })
  .prefault({})
  .meta({ description: 'A finding that comes back so often within the window is left to people.' });

export const criticalText = z
  .strictObject({ tags: tagsText.default({}) })
  .prefault({})
  .meta({ description: 'Resources with one of these tags are never changed without an approval.' });

function cron(text: string): string {
  const fault = cronFault(text);
  if (fault !== undefined) throw new Error(fault);
  return text;
}

/** Offsets such as `+01:00` have no summer time, so they are not taken. */
function timeZone(text: string): string {
  if (/^[A-Za-z][\w+-]{0,31}(?:\/[\w+-]{1,32}){0,2}$/.test(text)) {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone === '' ? '' : text;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  throw new Error(`'${text.slice(0, 64)}' is not a time zone of the IANA list, such as Europe/Berlin or UTC`);
}

const windowText = z.strictObject({
  name: lineName,
  kind: z.enum(['allow', 'deny']).meta({
    description: 'allow: in its scope changes start only in it. deny: none starts in it, whatever is allowed.',
  }),
  cron: checkedText(cron).meta({
    description: 'When it begins: minute, hour, day of month, month, day of week.',
  }),
  durationMinutes: z.number().int().min(1).max(WEEK_MINUTES),
  timeZone: checkedText(timeZone).meta({ description: 'Of the IANA list, such as Europe/Berlin.' }),
  overrun: z.enum(['finish', 'stop']).default('finish').meta({
    description: 'What becomes of a repair that still runs when changes must stop.',
  }),
  ...scopeMembers,
});

export const windowsText = z
  .array(windowText)
  .max(200)
  .default([])
  .meta({ description: 'Change windows and freezes.' });
