import type { Instant } from '../../value/instant.ts';
import type { Json } from '../../value/json.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** `Wed Sep 04 16:59:44.356 UTC 2024`, as Inspector's events have it (findings, 10). */
const FORM = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}:\d{2}:\d{2})(\.\d{1,3})? UTC (\d{4})$/;

/** A time as Inspector writes it, or in the form of ISO 8601. */
export function inspectorInstant(value: Json | undefined): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  const [, name = '', day = '', time = '', fraction = '', year = ''] = FORM.exec(value) ?? [];
  const month = String(MONTHS.indexOf(name) + 1).padStart(2, '0');
  const at = new Date(name === '' ? value : `${year}-${month}-${day.padStart(2, '0')}T${time}${fraction}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
