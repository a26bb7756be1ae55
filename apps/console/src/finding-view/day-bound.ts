const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The instant that a date of a filter means: a day begins for `>=`, and ends for `<=`, in the zone of the browser. An
 * instant means itself. Undefined for what is no date.
 */
export function dayBound(operator: string, value: string): string | undefined {
  const parts = DAY.exec(value);
  if (parts === null) return Number.isNaN(Date.parse(value)) ? undefined : new Date(value).toISOString();
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const start = new Date(year, month - 1, day);
  // A day that the month does not have would be one of the next month.
  if (start.getMonth() !== month - 1 || start.getDate() !== day) return undefined;
  if (operator !== '<=') return start.toISOString();
  return new Date(new Date(year, month - 1, day + 1).getTime() - 1).toISOString();
}
