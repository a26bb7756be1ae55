import { z } from 'zod';

const EXPECTED = 'expected a time such as 2026-01-31T09:30:00Z';
const FIRST = Date.parse('0000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** An instant as someone gives it; it goes on in UTC with milliseconds. */
export const instantInput = z.iso
  .datetime({ offset: true, error: EXPECTED })
  .refine(isInstant, { error: EXPECTED })
  .meta({ format: 'date-time' });

/** An offset may take it out of the years in which an instant is written with four digits. */
function isInstant(text: string): boolean {
  const ms = Date.parse(text);
  return Number.isNaN(ms) || (ms >= FIRST && ms <= LAST);
}
