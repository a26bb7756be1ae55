import type { JsonObject } from '../../../value/json.ts';
import type { Asff } from '../../asff/asff.ts';
import { readAsff } from '../../asff/read-asff.ts';
import { readServiceEvent } from '../read-service-event.ts';
import { digest } from './scripted-events.ts';

/** The finding of an event as it is taken in: mapped, then checked. */
export function taken(event: JsonObject): Asff {
  const said = readServiceEvent(event, digest);
  if (said.kind !== 'findings') throw new Error(JSON.stringify(said));
  const reading = readAsff(said.findings[0], { now: '2026-02-01T00:00:00.000Z' });
  if (reading.kind === 'rejected') throw new Error(`${reading.field} ${reading.reason}`);
  return reading.asff;
}
