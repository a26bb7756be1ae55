import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import type { ValueType } from './document.ts';
import type { Selection } from './selector.ts';
import { textOf } from './text-of.ts';

export type Coerced =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Makes what a selector found into the declared type of the output (automation-documents, 2.6.2). */
export function coerceOutput(selection: Selection, type: ValueType): Coerced {
  if (selection.kind === 'nothing') return { kind: 'absent' };
  const value = selection.kind === 'one' ? selection.value : selection.values;
  const isList = type === 'StringList' || type === 'MapList';
  const foundNone = selection.kind === 'many' && selection.values.length === 0 && !isList;
  return foundNone || onlyElement(value) === null ? { kind: 'absent' } : coerce(value, type);
}

const is = (value: Json): Coerced => ({ kind: 'value', value });

function coerce(value: Json, type: ValueType): Coerced {
  switch (type) {
    case 'String':
      return is(textOf(onlyElement(value)));
    case 'Integer':
      return integer(onlyElement(value)) ?? refused(value, type);
    case 'Boolean':
      return boolean(value) ?? refused(value, type);
    case 'StringList':
      return is((Array.isArray(value) ? (value as readonly Json[]) : [value]).map(textOf));
    case 'StringMap': {
      const map = typeof value === 'string' ? parsedJson(value) : value;
      return isJsonObject(map) ? is(map) : refused(value, type);
    }
    case 'MapList': {
      const maps = mapList(typeof value === 'string' ? parsedJson(value) : value);
      return maps ? is(maps) : refused(value, type);
    }
    default:
      return unreachable(type);
  }
}

/** A filter that matches one element may be declared as that element's own type. */
function onlyElement(value: Json): Json {
  if (!Array.isArray(value)) return value;
  const [first, ...rest] = value as readonly Json[];
  return first !== undefined && rest.length === 0 ? first : value;
}

function integer(value: Json): Coerced | undefined {
  const number = typeof value === 'string' && /^\s*[-+]?\d+\s*$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? is(number) : undefined;
}

function boolean(value: Json): Coerced | undefined {
  if (typeof value === 'boolean') return is(value);
  if (typeof value !== 'string' || !/^(?:true|false)$/i.test(value)) return undefined;
  return is(value.toLowerCase() === 'true');
}

function mapList(value: Json | undefined): readonly JsonObject[] | undefined {
  const maps = isJsonObject(value) ? [value] : value;
  return Array.isArray(maps) && maps.every(isJsonObject) ? maps : undefined;
}

/** JSON text as its value; undefined where it is none. */
export function parsedJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function refused(value: Json, type: ValueType): Coerced {
  const text = textOf(value);
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return { kind: 'refused', reason: `the value ${shown} is not of the declared type ${type}` };
}
