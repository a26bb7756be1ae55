import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { parsedJson } from './coerce-output.ts';
import type { RunbookDocument, ValueType } from './document.ts';
import type { ExecutionState } from './execution-state.ts';
import { knownStep } from './step-named.ts';

/** automation-documents, 1.4. */
const MOST = { mapList: 200, mapKey: 50, stringList: 50, string: 512 } as const;

/** Each variable of the document as it reads now; absent where it has neither a default nor an update. */
export function variableValues(document: RunbookDocument, { log }: Pick<ExecutionState, 'log'>): JsonObject {
  const values = new Map<string, Json>();
  for (const [name, { type, default: value }] of Object.entries(document.variables)) {
    if (value !== undefined) values.set(name, asDeclared(value, type));
  }
  for (const event of log) {
    if (event.kind !== 'step.succeeded') continue;
    const { Name, Value } = isJsonObject(event.result) ? event.result : {};
    if (typeof Name !== 'string' || Value === undefined) continue;
    if (knownStep(document, event.step).action === 'aws:updateVariable') values.set(Name, Value);
  }
  return Object.fromEntries(values);
}

/** The guide's own example gives the default of a map as JSON text. */
function asDeclared(value: Json, type: ValueType): Json {
  if ((type !== 'StringMap' && type !== 'MapList') || typeof value !== 'string') return value;
  return parsedJson(value) ?? value;
}

/** Why a value may not become the variable's: an unknown name, another type (none is converted), or too large. */
export function variableFault(
  document: RunbookDocument,
  { name, value }: { readonly name: string; readonly value: Json },
): string | undefined {
  const definition = Object.hasOwn(document.variables, name) ? document.variables[name] : undefined;
  if (!definition) {
    const declared = Object.keys(document.variables).join(', ');
    return `Variable "${name}" is not declared. Declared: ${declared}`;
  }
  if (!isOfType(value, definition.type)) return `The value of variable "${name}" is not of its type ${definition.type}`;
  return tooLarge(name, value);
}

function isOfType(value: Json, type: ValueType): boolean {
  switch (type) {
    case 'String':
      return typeof value === 'string';
    case 'Integer':
      return Number.isSafeInteger(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'StringList':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'StringMap':
      return isJsonObject(value);
    case 'MapList':
      return Array.isArray(value) && value.every(isJsonObject);
  }
}

function tooLarge(name: string, value: Json): string | undefined {
  if (typeof value === 'string' && value.length > MOST.string) {
    return `The value of variable "${name}" has more than ${MOST.string} characters`;
  }
  if (Array.isArray(value)) {
    const most = value.some(isJsonObject) ? MOST.mapList : MOST.stringList;
    if (value.length > most) return `The value of variable "${name}" has more than ${most} items`;
  }
  const long = isJsonObject(value) ? Object.keys(value).find((key) => key.length > MOST.mapKey) : undefined;
  return long === undefined ? undefined : `A key of variable "${name}" has more than ${MOST.mapKey} characters`;
}
