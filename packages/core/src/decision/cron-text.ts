interface CronField {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const FIELDS: readonly CronField[] = [
  { name: 'minute', least: 0, most: 59, names: [] },
  { name: 'hour', least: 0, most: 23, names: [] },
  { name: 'day of month', least: 1, most: 31, names: [] },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  // 7 is Sunday too.
  { name: 'day of week', least: 0, most: 7, names: DAYS },
];
const LONGEST = 200;
const LONGEST_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const EXPECTED = 'expected five fields: minute, hour, day of month, month, day of week, such as 0 22 * * MON-FRI';

/** What is wrong with an expression of five fields, as cron has them; undefined: nothing. */
export function cronFault(text: string): string | undefined {
  const given = text.split(' ').filter((field) => field !== '');
  if (text.length > LONGEST || given.length !== FIELDS.length) return EXPECTED;
  for (const [index, field] of FIELDS.entries()) {
    const fault = (given[index] ?? '')
      .split(',')
      .map((part) => partFault(part, field))
      .find((one) => one !== undefined);
    if (fault !== undefined) return fault;
  }
  return neverComes(given[2] ?? '', given[3] ?? '', given[4] ?? '');
}

function partFault(part: string, field: CronField): string | undefined {
  const { name, least, most } = field;
  const range = rangeOf(part, field);
  if (!range)
    return `'${part}' is no ${name}: expected *, a number from ${least} to ${most}, a range or a step such as */5`;
  return range.from > range.to ? `'${part}' of the ${name} ends before it begins` : undefined;
}

function rangeOf(part: string, field: CronField): { readonly from: number; readonly to: number } | undefined {
  const [span = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !isStep(step, field))) return undefined;
  if (span === '*') return { from: field.least, to: field.most };
  const [first = '', last, ...others] = span.split('-');
  const from = numberOf(first, field);
  const to = last === undefined ? from : numberOf(last, field);
  // A step needs something to step over.
  if (others.length > 0 || from === undefined || to === undefined || (step !== undefined && last === undefined))
    return undefined;
  return { from, to };
}

function isStep(text: string, { most }: CronField): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}

function numberOf(text: string, { least, most, names }: CronField): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + least;
  const number = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

/** A day that none of its months has. Where a day of the week is given as well, either is enough. */
function neverComes(days: string, months: string, weekdays: string): string | undefined {
  const [, , dayField, monthField] = FIELDS;
  if (weekdays !== '*' || !dayField || !monthField) return undefined;
  const firstDay = Math.min(...days.split(',').map((part) => rangeOf(part, dayField)?.from ?? 1));
  const comes = LONGEST_DAYS.some(
    (longest, index) =>
      firstDay <= longest &&
      months.split(',').some((part) => {
        const range = rangeOf(part, monthField);
        return range !== undefined && range.from <= index + 1 && index + 1 <= range.to;
      }),
  );
  return comes ? undefined : `never comes: no month of '${months}' has a day ${firstDay}`;
}
