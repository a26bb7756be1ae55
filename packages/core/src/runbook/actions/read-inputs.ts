import type { Json, JsonObject } from '../../value/json.ts';
import { invalid, isAbsent, mapOf, mapsOf, textsOf, type Invalid } from '../input-checks.ts';
import { mentionsUnknown } from '../mentions-unknown.ts';
import { textOf } from '../text-of.ts';
import { ACTION_INPUTS, inputTypes, type InputType, type ProcedureAction } from './action-inputs.ts';

export type ReadInputs = { readonly kind: 'inputs'; readonly inputs: JsonObject } | Invalid;

/**
 * Checks the types of resolved inputs and makes them into what the calls take. What was not given, or is the empty
 * text of an absent reference, is left out. In a plan a value that is known only after apply counts as right.
 */
export function readInputs(action: ProcedureAction, given: JsonObject): ReadInputs {
  const read: Record<string, Json> = {};
  for (const [name, type] of Object.entries(inputTypes(action))) {
    const value = given[name];
    if (isAbsent(value)) continue;
    const made = valueOf(type, value) ?? (mentionsUnknown(value) ? value : undefined);
    if (made === undefined) return invalid(`Input "${name}" of ${action} is not ${accepted(type)}`);
    read[name] = made;
  }
  const missing = Object.keys(ACTION_INPUTS[action].required).find((name) => read[name] === undefined);
  return missing === undefined
    ? { kind: 'inputs', inputs: read }
    : invalid(`Input "${missing}" of ${action} is missing`);
}

function valueOf(type: InputType, value: Json): Json | undefined {
  switch (type) {
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'integer':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'texts':
      return notEmpty(textsOf(value));
    case 'map':
      return mapOf(value);
    case 'maps':
      return notEmpty(mapsOf(value));
    case 'json':
      return textOf(value);
    default:
      return typeof value === 'string' && type.includes(value) ? value : undefined;
  }
}

function notEmpty<T extends readonly Json[]>(list: T | undefined): T | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

function accepted(type: InputType): string {
  switch (type) {
    case 'text':
      return 'a String';
    case 'boolean':
      return 'a Boolean (true or false, not text)';
    case 'integer':
      return 'an Integer (a number, not text)';
    case 'texts':
      return 'a StringList of at least one';
    case 'map':
      return 'a map';
    case 'maps':
      return 'a list of at least one map';
    case 'json':
      return 'JSON text';
    default:
      return `one of ${type.join(', ')}`;
  }
}
