import { isJsonObject, type Json } from '../../value/json.ts';
import { below, type Fault, isBlank, isLonger, type ReadValue, refuse, REFUSED } from './read-value.ts';

export interface MapLimits {
  readonly pairs: number;
  readonly keyCharacters: number;
  readonly valueCharacters: number;
  readonly blankValues: boolean;
}

/** Texts by name, such as ProductFields. What is null is absent. */
export function readTextMap(limits: MapLimits): ReadValue {
  return (value, fault) => {
    if (!isJsonObject(value)) return refuse(fault, 'must be an object of texts');
    const keys = Object.keys(value);
    if (keys.length > limits.pairs) return refuse(fault, `must have at most ${limits.pairs} pairs`);
    const kept: Record<string, string> = {};
    for (const key of keys) {
      const text = readPair(key, value[key], limits, fault);
      if (text === REFUSED) return below(fault, `["${key.slice(0, 128)}"]`);
      if (text !== undefined) kept[key] = text;
    }
    return kept;
  };
}

function readPair(
  key: string,
  text: Json | undefined,
  limits: MapLimits,
  fault: Fault,
): string | undefined | typeof REFUSED {
  if (text === null || text === undefined) return undefined;
  // Assigning to this name would set the prototype.
  if (key === '__proto__' || isBlank(key)) return refuse(fault, 'must have a name');
  if (isLonger(key, limits.keyCharacters)) {
    return refuse(fault, `must have a name of at most ${limits.keyCharacters} characters`);
  }
  if (typeof text !== 'string') return refuse(fault, 'must be a text');
  if (!limits.blankValues && isBlank(text)) return refuse(fault, 'must not be blank');
  return isLonger(text, limits.valueCharacters)
    ? refuse(fault, `must have at most ${limits.valueCharacters} characters`)
    : text;
}
