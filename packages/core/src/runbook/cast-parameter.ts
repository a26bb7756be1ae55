import { isJsonObject, type Json } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import { parsedJson } from './coerce-output.ts';
import type { ParameterType, ValueType } from './document.ts';
import { textOf } from './text-of.ts';

/** The type of the value behind a parameter type: resource types are text (automation-documents, 1.3.2). */
export function valueType(type: ParameterType): ValueType {
  switch (type) {
    case 'AWS::EC2::Instance::Id':
    case 'AWS::S3::Bucket::Name':
    case 'AWS::IAM::Role::Arn':
      return 'String';
    case 'List<AWS::EC2::Instance::Id>':
    case 'List<AWS::S3::Bucket::Name>':
    case 'List<AWS::IAM::Role::Arn>':
      return 'StringList';
    case 'String':
    case 'StringList':
    case 'Integer':
    case 'Boolean':
    case 'StringMap':
    case 'MapList':
      return type;
    default:
      return unreachable(type);
  }
}

/** A value as a document writes it: no quoted numbers, and maps also as JSON text. Undefined: of another type. */
export function castDocumentValue(value: Json, type: ParameterType): Json | undefined {
  switch (valueType(type)) {
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'Integer':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'StringList':
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
    case 'StringMap': {
      const map = typeof value === 'string' ? parsedJson(value) : value;
      return isJsonObject(map) ? map : undefined;
    }
    case 'MapList': {
      const maps = typeof value === 'string' ? parsedJson(value) : value;
      return isMapList(maps) ? maps : undefined;
    }
  }
}

/**
 * A value as a caller supplies it: typed, as text, or in the wire form of lists of text (automation-documents, 1.3.4).
 * Both go the same way: to the wire, and from there to the declared type. Undefined: not of that type.
 */
export function castSuppliedValue(value: Json, type: ParameterType): Json | undefined {
  if (value === null) return undefined;
  const wire = toWire(value);
  switch (valueType(type)) {
    case 'String':
      return only(wire);
    case 'Integer':
      return integer(only(wire));
    case 'Boolean':
      return boolean(only(wire));
    case 'StringList':
      return stringList(wire, typeof value === 'string');
    case 'StringMap': {
      const map = parsed(only(wire));
      return isJsonObject(map) ? map : undefined;
    }
    case 'MapList': {
      const maps = wire.map(parsed).flatMap(elementsOf);
      return isMapList(maps) ? maps : undefined;
    }
  }
}

/** Wire form of a value: scalars become one text, a map one JSON text, a list one text an element. */
function toWire(value: Json): readonly string[] {
  return (Array.isArray(value) ? (value as readonly Json[]) : [value]).map(textOf);
}

function elementsOf(map: Json | undefined): readonly (Json | undefined)[] {
  return Array.isArray(map) ? (map as readonly Json[]) : [map];
}

function only(wire: readonly string[]): string | undefined {
  return wire.length === 1 ? wire[0] : undefined;
}

const parsed = (text: string | undefined): Json | undefined => (text === undefined ? undefined : parsedJson(text));

const isMapList = (value: unknown): value is readonly Json[] => Array.isArray(value) && value.every(isJsonObject);

function integer(text: string | undefined): number | undefined {
  const number = text !== undefined && /^\s*[-+]?\d+\s*$/.test(text) ? Number(text) : undefined;
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}

function boolean(text: string | undefined): boolean | undefined {
  return text !== undefined && /^\s*(?:true|false)\s*$/i.test(text) ? text.trim().toLowerCase() === 'true' : undefined;
}

/** One element that holds a JSON list, or plain text with commas, is what the CLI's shorthand makes of a list. */
function stringList(wire: readonly string[], plainText: boolean): readonly string[] {
  const one = only(wire);
  if (one === undefined) return wire;
  const list = one.startsWith('[') ? parsedJson(one) : undefined;
  if (Array.isArray(list)) return (list as readonly Json[]).map(textOf);
  if (!plainText) return wire;
  return one === '' ? [] : one.split(',').map((item) => item.trim());
}
