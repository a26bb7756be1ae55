import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { castDocumentValue } from './cast-parameter.ts';
import type { Path } from './document-source.ts';
import {
  PARAMETER_TYPES,
  VALUE_TYPES,
  type ParameterDefinition,
  type ParameterType,
  type VariableDefinition,
} from './document.ts';
import type { Faults } from './faults.ts';
import { parsePattern } from './pattern/parse-pattern.ts';
import { readInteger, readList, readText, refuseUnknown } from './read-value.ts';
import { referencesIn } from './reference.ts';
import { textOf } from './text-of.ts';

/** `displayType` and `interpolationType` are for the console and for Command documents (automation-documents, 1.3.1). */
const PARAMETER_KEYS = [
  'type',
  'description',
  'default',
  'allowedValues',
  'allowedPattern',
  'displayType',
  'minItems',
  'maxItems',
  'minChars',
  'maxChars',
  'interpolationType',
];
const BOUNDS = ['minItems', 'maxItems', 'minChars', 'maxChars'] as const;
const MOST_PARAMETERS = 200;

/** Reads `parameters` (automation-documents, 1.3). A definition with a fault is left out. */
export function readParameters(faults: Faults, all: JsonObject): Record<string, ParameterDefinition> {
  const names = Object.keys(all);
  if (names.length > MOST_PARAMETERS) faults.problem(['parameters'], `More than ${MOST_PARAMETERS} parameters.`);
  return Object.fromEntries(
    names.flatMap((name) => {
      const path = ['parameters', name];
      checkName(faults, name, path);
      const definition = readDefinition(faults, all[name] ?? null, path);
      return definition ? [[name, definition] as const] : [];
    }),
  );
}

function checkName(faults: Faults, name: string, path: Path): void {
  if (!/^[A-Za-z0-9_]+$/.test(name)) faults.problem(path, `Parameter name "${name}" is not alpha-numeric.`, 'key');
  else if (name.includes('_')) faults.warning(path, `Parameter name "${name}" has a "_", which AWS may refuse.`, 'key');
  if (name.length > 50) faults.problem(path, `Parameter name "${name}" has more than 50 characters.`, 'key');
}

function readDefinition(faults: Faults, raw: Json, path: Path): ParameterDefinition | undefined {
  if (!isJsonObject(raw) || (raw['type'] ?? undefined) === undefined) {
    faults.problem(path, 'Missing "type" in parameter definition.');
    return undefined;
  }
  refuseUnknown(faults, raw, PARAMETER_KEYS, 'parameter definition', path);
  const type = readType(faults, raw, path, PARAMETER_TYPES);
  if (!type) return undefined;
  const description = readText(faults, raw, 'description', path);
  const given = readDefault(faults, raw, type, path);
  const allowedValues = readList(faults, raw, 'allowedValues', path)?.map((value) => allowed(value, type));
  const allowedPattern = readText(faults, raw, 'allowedPattern', path);
  if (allowedPattern !== undefined) checkPattern(faults, allowedPattern, path);
  const bounds = BOUNDS.flatMap((key) => {
    const bound = readInteger(faults, raw, key, path, 0);
    return bound === undefined ? [] : [[key, bound] as const];
  });
  return {
    type,
    ...(description === undefined ? {} : { description }),
    ...(given === undefined ? {} : { default: given }),
    ...(allowedValues === undefined ? {} : { allowedValues }),
    ...(allowedPattern === undefined ? {} : { allowedPattern }),
    ...Object.fromEntries(bounds),
  };
}

function readType<T extends ParameterType>(
  faults: Faults,
  raw: JsonObject,
  path: Path,
  types: readonly T[],
): T | undefined {
  const written = raw['type'];
  const type = types.find((known) => known === written);
  if (type === undefined) {
    faults.problem(
      [...path, 'type'],
      `Parameter type: ${textOf(written ?? null)} is invalid. Accepted: ${types.join(', ')}.`,
    );
  }
  return type;
}

/** A default is of the declared type, or a text with references that becomes so (automation-documents, 1.3.5). */
function readDefault(faults: Faults, raw: JsonObject, type: ParameterType, path: Path): Json | undefined {
  const given = raw['default'] ?? undefined;
  if (given === undefined) return undefined;
  if (typeof given === 'string' && referencesIn(given).length > 0) return given;
  const value = castDocumentValue(given, type);
  if (value === undefined) faults.problem([...path, 'default'], `Wrong default value for a "${type}" parameters`);
  return value;
}

/** `[true, false]` for a String means the texts. */
function allowed(value: Json, type: ParameterType): Json {
  return type === 'Integer' || type === 'Boolean' || isJsonObject(value) || Array.isArray(value)
    ? value
    : textOf(value);
}

function checkPattern(faults: Faults, pattern: string, path: Path): void {
  const parsed = parsePattern(pattern);
  if (parsed.kind === 'refused') {
    faults.problem([...path, 'allowedPattern'], `allowedPattern "${pattern}" cannot be applied: ${parsed.reason}.`);
  }
}

/** Reads `variables` (automation-documents, 1.4). */
export function readVariables(faults: Faults, all: JsonObject): Record<string, VariableDefinition> {
  return Object.fromEntries(
    Object.keys(all).flatMap((name) => {
      const path = ['variables', name];
      const raw = all[name];
      if (!isJsonObject(raw)) {
        faults.problem(path, 'Missing "type" in variable definition.');
        return [];
      }
      refuseUnknown(faults, raw, ['type', 'default', 'description'], 'variable definition', path);
      const type = readType(faults, raw, path, VALUE_TYPES);
      const given = type && readDefault(faults, raw, type, path);
      return type ? [[name, { type, ...(given === undefined ? {} : { default: given }) }] as const] : [];
    }),
  );
}
