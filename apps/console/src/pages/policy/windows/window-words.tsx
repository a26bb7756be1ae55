import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { CalendarWindow } from '@trueup/api-contract';
import { useIntl } from 'react-intl';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { cronPattern } from './cron-pattern.ts';

/** How a window stands now: open, closed, frozen or not, and until when. */
export function WindowState({ window: { kind, active, changesAt } }: { readonly window: CalendarWindow }) {
  const t = useWords();
  const { relative } = useFormats();
  const until = changesAt === undefined ? undefined : relative(changesAt);
  if (kind === 'deny') {
    if (!active) {
      return (
        <StatusIndicator type="success">
          {until === undefined ? t('windows.state.over') : t('windows.state.freezesAt', { until })}
        </StatusIndicator>
      );
    }
    return (
      <StatusIndicator type="error">
        {until === undefined ? t('windows.state.frozen') : t('windows.state.frozenUntil', { until })}
      </StatusIndicator>
    );
  }
  if (!active) {
    return (
      <StatusIndicator type="stopped">
        {until === undefined ? t('windows.state.neverAgain') : t('windows.state.opensAt', { until })}
      </StatusIndicator>
    );
  }
  return (
    <StatusIndicator type="success">
      {until === undefined ? t('windows.state.open') : t('windows.state.openUntil', { until })}
    </StatusIndicator>
  );
}

/** When a window begins, in words where its cron expression is simple, and for how long. */
export function useScheduleWords(): (window: CalendarWindow) => string {
  const t = useWords();
  const intl = useIntl();
  const { duration } = useFormats();
  // 4 January 1970 was a Sunday.
  const weekday = (day: number): string =>
    intl.formatDate(Date.UTC(1970, 0, 4 + day), { timeZone: 'UTC', weekday: 'short' });
  const weekdaysWords = (days: readonly number[]): string => {
    const [first = 0, last = 0] = [days[0], days.at(-1)];
    const isRange = days.length > 2 && last - first === days.length - 1;
    return isRange
      ? t('windows.cron.range', { from: weekday(first), to: weekday(last) })
      : intl.formatList(days.map(weekday), { type: 'conjunction', style: 'narrow' });
  };
  const dayOfYear = (month: number, day: number): string =>
    intl.formatDate(Date.UTC(2000, month - 1, day), { timeZone: 'UTC', month: 'long', day: 'numeric' });
  return ({ cron, durationMinutes }) => {
    const pattern = cronPattern(cron);
    const lasts = duration(durationMinutes * 60_000);
    switch (pattern.kind) {
      case 'daily':
        return t('windows.cron.daily', { at: pattern.at, lasts });
      case 'weekly':
        return t('windows.cron.weekly', {
          days: weekdaysWords(pattern.weekdays),
          at: pattern.at,
          lasts,
        });
      case 'monthly':
        return t('windows.cron.monthly', { day: pattern.day, at: pattern.at, lasts });
      case 'yearly':
        return t('windows.cron.yearly', { day: dayOfYear(pattern.month, pattern.day), at: pattern.at, lasts });
      case 'other':
        return t('windows.cron.other', { cron, lasts });
    }
  };
}
