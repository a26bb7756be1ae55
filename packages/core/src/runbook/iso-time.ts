/** An ISO 8601 duration in milliseconds, such as `PT10M`. Undefined for other text, years, months and less than nothing. */
export function durationMs(text: string): number | undefined {
  const form = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d{1,9})?)S)?)?$/i;
  const parts = form.exec(text.trim())?.slice(1);
  if (!parts || parts.every((part) => part === undefined) || /T$/i.test(text.trim())) return undefined;
  const [weeks, days, hours, minutes, seconds] = parts.map((part) => Number((part ?? '0').replace(',', '.')));
  return (
    ((((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 +
    Math.round((seconds ?? 0) * 1_000)
  );
}

/** An ISO 8601 instant with its zone, in milliseconds since 1970. */
export function instantMs(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[-+]\d{2}:?\d{2})$/i.test(text.trim()))
    return undefined;
  const ms = Date.parse(text.trim().replace(/([-+]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(ms) ? undefined : ms;
}
