import type { Instant } from '../../value/instant.ts';
import type { JsonObject } from '../../value/json.ts';
import { timestampInstant } from '../asff/timestamp.ts';
import { numberIn, textIn } from './members.ts';

/** OCSF counts milliseconds, Prowler writes seconds. As seconds this is the year 5138, as milliseconds 1973. */
const LEAST_MS = 1e11;

/**
 * The instant under `name` (epoch) or `name_dt` (text). A text without an offset, as Prowler writes the local time of
 * its machine, counts only where there is no number, and then as UTC.
 */
export function ocsfInstant(object: JsonObject, name: string): Instant | undefined {
  const text = textIn(object, `${name}_dt`);
  const exact = text === undefined ? undefined : timestampInstant(text);
  if (exact !== undefined) return exact;
  const epoch = epochInstant(numberIn(object, name));
  if (epoch !== undefined || text === undefined) return epoch;
  return timestampInstant(`${text.replace(' ', 'T')}Z`);
}

function epochInstant(epoch: number | undefined): Instant | undefined {
  if (epoch === undefined) return undefined;
  const date = new Date(Math.abs(epoch) < LEAST_MS ? epoch * 1000 : epoch);
  if (Number.isNaN(date.getTime())) return undefined;
  const instant = date.toISOString();
  return instant.length === 24 ? instant : undefined;
}
