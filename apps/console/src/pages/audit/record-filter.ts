import { recordAction, type AuditRecord, type Input } from '@trueup/api-contract';
import type { Search } from '../../paths.ts';

export type RecordAction = AuditRecord['action'];

/** What the audit log is narrowed to. A time is either up to now (`last`) or between two instants. */
export interface RecordFilter {
  readonly actions: readonly RecordAction[];
  readonly subject: string;
  readonly actor: string;
  readonly last: RelativeTime | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export const TIME_UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
type TimeUnit = (typeof TIME_UNITS)[number];
export interface RelativeTime {
  readonly amount: number;
  readonly unit: TimeUnit;
}

/** Values of the URL that are none are passed over. */
export function readRecordFilter(search: Readonly<Record<string, string>>): RecordFilter {
  const asked = (search['action'] ?? '').split(',');
  return {
    actions: recordAction.options.filter((action) => asked.includes(action)),
    subject: search['subject']?.trim() ?? '',
    actor: search['actor']?.trim() ?? '',
    last: relativeOf(search['last']),
    from: instantOf(search['from']),
    to: instantOf(search['to']),
  };
}

function relativeOf(text: string | undefined): RelativeTime | undefined {
  const [, amount, unit] = /^(\d{1,4})-([a-z]+)$/.exec(text ?? '') ?? [];
  const known = TIME_UNITS.find((one) => one === unit);
  return amount === undefined || known === undefined ? undefined : { amount: Number(amount), unit: known };
}

const instantOf = (text: string | undefined): string | undefined =>
  text === undefined || Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString();

/** What of a filter stands in the URL. */
export function searchOf({ actions, subject, actor, last, from, to }: RecordFilter): Search {
  return {
    action: actions.length === 0 ? undefined : actions.join(','),
    subject: subject === '' ? undefined : subject,
    actor: actor === '' ? undefined : actor,
    last: last === undefined ? undefined : `${last.amount}-${last.unit}`,
    from,
    to,
  };
}

export const NO_FILTER: RecordFilter = {
  actions: [],
  subject: '',
  actor: '',
  last: undefined,
  from: undefined,
  to: undefined,
};

export const isFiltered = (filter: RecordFilter): boolean =>
  Object.values(searchOf(filter)).some((value) => value !== undefined);

/** What the server is asked; `now` is when the person asked, so that the pages of one answer belong together. */
export function recordInput(filter: RecordFilter, now: Date): Input<'listRecords'> {
  const { actions, subject, actor } = filter;
  return {
    ...(actions.length === 0 ? {} : { actions }),
    ...(subject === '' ? {} : { subjectId: subject }),
    ...(actor === '' ? {} : { actor }),
    ...timesOf(filter, now),
  };
}

/** The instants that a choice of time means. */
export function timesOf(
  { last, from, to }: Pick<RecordFilter, 'last' | 'from' | 'to'>,
  now: Date,
): { readonly from?: string; readonly to?: string } {
  if (last !== undefined) return { from: before(now, last).toISOString() };
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

/** Months and years of the calendar, in the zone of the person. */
function before(now: Date, { amount, unit }: RelativeTime): Date {
  if (unit !== 'month' && unit !== 'year') return new Date(now.getTime() - amount * UNIT_MS[unit]);
  const then = new Date(now);
  const day = then.getDate();
  then.setDate(1);
  if (unit === 'month') then.setMonth(then.getMonth() - amount);
  else then.setFullYear(then.getFullYear() - amount);
  // The 31st of a month that has fewer days is its last.
  then.setDate(Math.min(day, new Date(then.getFullYear(), then.getMonth() + 1, 0).getDate()));
  return then;
}
