import type { Instant } from '../../value/instant.ts';

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/i;
const SIMPLE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;
const MOST_OFFSET_MINUTES = 18 * 60;

/**
 * An ASFF timestamp as an instant, rounded to milliseconds and in UTC, as Security Hub keeps it (API reference,
 * Welcome, Timestamps). So all stored timestamps compare as texts. Undefined: none, or an impossible one.
 */
export function timestampInstant(text: string): Instant | undefined {
  if (SIMPLE.test(text)) return text.length === 24 ? text : `${text.slice(0, 19)}.000Z`;
  const ms = timestampMs(text);
  if (ms === undefined) return undefined;
  const instant = new Date(ms).toISOString();
  // An offset may lead out of the years that have four digits.
  return instant.length === 24 ? instant : undefined;
}

function timestampMs(text: string): number | undefined {
  const parts = FORM.exec(text);
  if (!parts) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = parts;
  const date = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const ms = Date.parse(date);
  // Date.parse takes the 30th of February for the 2nd of March, and an hour 24.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== date) return undefined;
  const offset = Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0);
  if (offset > MOST_OFFSET_MINUTES || Number(parts[10] ?? 0) > 59) return undefined;
  return ms + Math.round(Number(fraction.padEnd(9, '0')) / 1e6) - offset * 60_000 * (parts[8] === '-' ? -1 : 1);
}
