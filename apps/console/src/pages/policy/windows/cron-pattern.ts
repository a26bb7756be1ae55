/** What a cron expression says, where it is simple enough to be said in words. */
export type CronPattern =
  | { readonly kind: 'daily'; readonly at: string }
  /** 0 is Sunday. */
  | { readonly kind: 'weekly'; readonly weekdays: readonly number[]; readonly at: string }
  | { readonly kind: 'monthly'; readonly day: number; readonly at: string }
  /** 1 is January. */
  | { readonly kind: 'yearly'; readonly month: number; readonly day: number; readonly at: string }
  | { readonly kind: 'other' };

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const OTHER: CronPattern = { kind: 'other' };

/** Five fields: minute, hour, day of month, month, day of week. The policy has checked them. */
export function cronPattern(cron: string): CronPattern {
  const [minutes = '', hours = '', days = '', months = '', weekdays = ''] = cron.trim().split(/ +/);
  const minute = numberOf(minutes);
  const hour = numberOf(hours);
  if (minute === undefined || hour === undefined) return OTHER;
  const at = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  if (days === '*' && months === '*') return onWeekdays(weekdays, at);
  const day = numberOf(days);
  if (day === undefined || weekdays !== '*') return OTHER;
  if (months === '*') return { kind: 'monthly', day, at };
  const month = numberOf(months) ?? indexOf(MONTHS, months, 1);
  return month === undefined ? OTHER : { kind: 'yearly', month, day, at };
}

function onWeekdays(text: string, at: string): CronPattern {
  if (text === '*') return { kind: 'daily', at };
  const named = text.split(',').map(weekdaysOf);
  if (named.includes(undefined)) return OTHER;
  const weekdays = [...new Set(named.flatMap((one) => one ?? []))].toSorted((one, other) => one - other);
  return weekdays.length === 7 ? { kind: 'daily', at } : { kind: 'weekly', weekdays, at };
}

/** One weekday, or a range of them. Sunday is 0 and 7. */
function weekdaysOf(text: string): readonly number[] | undefined {
  const [first = '', last, ...more] = text.split('-');
  const from = weekdayOf(first);
  const to = last === undefined ? from : weekdayOf(last);
  if (from === undefined || to === undefined || more.length > 0 || to < from) return undefined;
  return Array.from({ length: to - from + 1 }, (_none, index) => (from + index) % 7);
}

const weekdayOf = (text: string): number | undefined => numberOf(text) ?? indexOf(WEEKDAYS, text, 0);

function indexOf(names: readonly string[], text: string, first: number): number | undefined {
  const index = names.indexOf(text.toUpperCase());
  return index < 0 ? undefined : index + first;
}

const numberOf = (text: string): number | undefined => (/^\d{1,2}$/.test(text) ? Number(text) : undefined);
