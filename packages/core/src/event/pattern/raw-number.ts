import type { JsonObject } from '../../value/json.ts';

/** A number that a double cannot hold: its text. JSON.stringify writes it as it was read. */
export interface RawNumber {
  readonly rawJSON: string;
}

/** ECMAScript's JSON source text access, which Node has since version 22 and TypeScript's library does not know yet. */
const json = JSON as unknown as {
  rawJSON(text: string): RawNumber & JsonObject;
  isRawJSON(value: object): boolean;
};

export function rawNumber(text: string): RawNumber & JsonObject {
  return json.rawJSON(text);
}

/** Raw numbers have no prototype; that is looked at first, since it costs less. */
export function isRawNumber(value: object): value is RawNumber {
  return Object.getPrototypeOf(value) === null && json.isRawJSON(value);
}
