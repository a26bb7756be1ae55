/** An instant as ISO 8601 in UTC with milliseconds, such as `2026-01-31T09:30:00.000Z`. Sorts as text. */
export type Instant = string;

export function instantAfter(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}

export function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}
