import { fitsDouble } from './fits-double.ts';
import { rawNumber } from './raw-number.ts';

/**
 * Finds every number that a double may not hold: sixteen digits, or an exponent of three. Shorter ones always fit
 * (a double holds any fifteen digits). Texts that only look so are found too, which costs time and nothing else.
 */
const MAY_NOT_FIT = /[:[,\s]-?(?:\d[\d.]{15}|\d+(?:\.\d+)?[eE][+-]?\d{3})/;

/** `context.source` is the text of a number; TypeScript's library does not know it yet. */
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

const keepNumberText: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined && !fitsDouble(source) ? rawNumber(source) : value;

/**
 * As JSON.parse, but a number within an object or array that a double cannot hold stays a raw number. The last of equal
 * keys wins. Throws a SyntaxError; a RangeError if such a number stands too deep.
 */
export function parseJson(text: string): unknown {
  return MAY_NOT_FIT.test(text)
    ? JSON.parse(text, keepNumberText as (key: string, value: unknown) => unknown)
    : JSON.parse(text);
}
