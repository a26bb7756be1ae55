/** `2026-01-31 09:30:05Z`: to the second, in UTC, as the records have it. */
export function timeText(instant: string): string {
  return instant.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `in 23 hours`, or `expired`. */
export function untilText(instant: string, now: number): string {
  const ms = Date.parse(instant) - now;
  if (ms <= 0) return 'expired';
  const [unit, size] = UNITS.find(([, unitMs]) => ms >= unitMs) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(Math.floor(ms / size), unit);
}

export function durationText(from: string, to: string | undefined): string {
  if (to === undefined) return '';
  return `${((Date.parse(to) - Date.parse(from)) / 1_000).toFixed(1)} s`;
}
