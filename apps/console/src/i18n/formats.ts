import { useIntl } from 'react-intl';

export interface Formats {
  /** Date and time in the zone of the person, with its name. */
  readonly instant: (at: string) => string;
  readonly date: (at: string) => string;
  /** Of a date without a time, such as `2026-11-21`: without its year. */
  readonly day: (date: string) => string;
  /** Such as `3 hours ago` or `in 2 days`. */
  readonly relative: (at: string, now?: number) => string;
  readonly number: (value: number) => string;
  /** Of 0 to 100. */
  readonly percent: (value: number) => string;
  /** Such as `2 h 5 min`; under a second in milliseconds. */
  readonly duration: (ms: number) => string;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** Dates and numbers as the language of the page writes them. */
export function useFormats(): Formats {
  const intl = useIntl();
  const measured = (value: number, unit: string): string =>
    intl.formatNumber(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 });
  return {
    instant: (at) =>
      intl.formatDate(at, {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        timeZoneName: 'short',
      }),
    date: (at) => intl.formatDate(at, { year: 'numeric', month: 'short', day: 'numeric' }),
    day: (date) => intl.formatDate(date, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
    relative(at, now = Date.now()) {
      const ms = Date.parse(at) - now;
      const [unit, size] = UNITS.find(([, length]) => Math.abs(ms) >= length) ?? (['second', 1_000] as const);
      return intl.formatRelativeTime(Math.trunc(ms / size), unit, { numeric: 'auto' });
    },
    number: (value) => intl.formatNumber(value),
    percent: (value) => intl.formatNumber(value / 100, { style: 'percent', maximumFractionDigits: 0 }),
    duration(ms) {
      if (ms < 1_000) return measured(ms, 'millisecond');
      const parts: string[] = [];
      let rest = ms;
      for (const [unit, size] of UNITS) {
        const whole = Math.floor(rest / size);
        rest -= whole * size;
        if (whole > 0 && parts.length < 2) parts.push(measured(whole, unit));
      }
      return parts.join(' ');
    },
  };
}
