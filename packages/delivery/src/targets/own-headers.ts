import { isJsonObject } from '@trueup/core';
import { jsonOf } from '../json-of.ts';

/** Those of the connection, which are not a rule's to set, and those that say what is sent. */
const NOT_OWN =
  /^(?:host|connection|keep-alive|upgrade|te|trailer|transfer-encoding|expect|content-.*|proxy-.*|webhook-.*|sec-.*)$/;

/**
 * The headers that a rule adds to a webhook: a JSON object of texts, such as `{"Authorization": "Bearer …"}`.
 * Undefined: it is none. The text is a secret, so why not is not told.
 */
export function ownHeaders(text: string): Readonly<Record<string, string>> | undefined {
  const value = jsonOf(text)?.value;
  if (!isJsonObject(value)) return undefined;
  const entries: [string, string][] = [];
  for (const [name, one] of Object.entries(value)) {
    const folded = name.toLowerCase();
    if (typeof one !== 'string' || !/^[!#$%&'*+.^`|~\w-]{1,100}$/.test(name) || NOT_OWN.test(folded)) return undefined;
    entries.push([folded, one]);
  }
  return Object.fromEntries(entries);
}
