/** A schedule as far as it can be said in words; the rest stays as it was written. */
export type ScheduleReading =
  | { readonly kind: 'rate'; readonly every: number; readonly unit: 'minute' | 'hour' | 'day' }
  | { readonly kind: 'daily'; readonly time: string }
  /** On days of the week as cron names them, such as `MON-FRI`. */
  | { readonly kind: 'weekly'; readonly time: string; readonly days: string }
  | { readonly kind: 'other' };

const RATE = /^rate\((\d{1,9}) (minute|hour|day)s?\)$/;
const CRON = /^cron\((\d{1,2}) (\d{1,2}) (\S{1,40}) (\S{1,40}) (\S{1,40}) (\S{1,40})\)$/;

/** EventBridge's `rate(…)` and `cron(minutes hours day-of-month month day-of-week year)`. */
export function readSchedule(expression: string): ScheduleReading {
  const [, every, unit] = RATE.exec(expression.trim()) ?? [];
  if (every !== undefined) return { kind: 'rate', every: Number(every), unit: unit as 'minute' | 'hour' | 'day' };
  const [, minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] =
    CRON.exec(expression.trim()) ?? [];
  const isEvery = (field: string): boolean => field === '*' || field === '?';
  if (minute === '' || !isEvery(dayOfMonth) || month !== '*' || year !== '*') return { kind: 'other' };
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  return isEvery(dayOfWeek) ? { kind: 'daily', time } : { kind: 'weekly', time, days: dayOfWeek };
}
