import { Problem, type CalendarWindow, type Input, type Trueup } from '@trueup/api-contract';
import { instantAfter, type Instant } from '@trueup/core';
import { windowCalendar } from '@trueup/engine';
import type { ApplicationParts } from './application-parts.ts';
import { scopeMembers } from './policy-view.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 28;
const MOST_DAYS = 92;

interface CalendarParts extends Pick<ApplicationParts, 'clock'> {
  readonly policy: Pick<ApplicationParts['policy'], 'readIfThere'>;
}

export function calendarOperations({ policy: source, clock }: CalendarParts): Pick<Trueup, 'getCalendar'> {
  return {
    async getCalendar(asked) {
      const at = clock.now();
      const range = rangeOf(asked, at);
      const policy = await source.readIfThere();
      const windows = policy ? await windowCalendar(policy, range, at) : [];
      return { at, ...range, items: windows.map(shown) };
    },
  };
}

function rangeOf(asked: Input<'getCalendar'>, now: Instant): { readonly from: Instant; readonly to: Instant } {
  const from = asked.from === undefined ? now : new Date(asked.from).toISOString();
  const to = asked.to === undefined ? instantAfter(from, DEFAULT_DAYS * DAY_MS) : new Date(asked.to).toISOString();
  const spanMs = Date.parse(to) - Date.parse(from);
  if (!(spanMs > 0)) throw new Problem('invalid', 'to: must be later than from');
  if (spanMs > MOST_DAYS * DAY_MS) throw new Problem('invalid', `to: at most ${MOST_DAYS} days later than from`);
  return { from, to };
}

type Shown = Awaited<ReturnType<typeof windowCalendar>>[number];

function shown({ window, ...standing }: Shown): CalendarWindow {
  const { name, kind, cron, durationMinutes, timeZone, overrun } = window;
  return { name, kind, cron, durationMinutes, timeZone, overrun, scope: scopeMembers(window), ...standing };
}
