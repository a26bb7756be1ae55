import { isJsonObject, type JsonObject } from '../../value/json.ts';
import { parseJson } from './parse-json.ts';

export type ParsedEvent =
  { readonly kind: 'event'; readonly event: JsonObject } | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Reads the text of an event. A number that a double cannot hold keeps its text (`JSON.rawJSON`), so that a pattern can
 * compare it and JSON.stringify writes it unchanged. The last of equal keys wins.
 */
export function parseEventText(text: string): ParsedEvent {
  try {
    const event = parseJson(text);
    return isJsonObject(event)
      ? { kind: 'event', event }
      : { kind: 'invalid', reason: 'The event is not a JSON object.' };
  } catch (error) {
    return { kind: 'invalid', reason: `The event is not JSON: ${(error as Error).message}` };
  }
}
