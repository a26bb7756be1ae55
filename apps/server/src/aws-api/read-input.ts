import { isJsonObject, type Instant } from '@trueup/core';
import { AwsError } from './aws-error.ts';
import { faultsOf } from './shape-faults.ts';
import type { Input, Shape, StructureShape, TimestampShape } from './shape.ts';

/**
 * A request's body as the operation's shape wants it. Members that the shape does not know are left out and null is
 * the same as absent, as in AWS. `code` is the service's error for an input that breaks a constraint.
 */
export function readInput<S extends StructureShape>(shape: S, body: unknown, code = 'ValidationException'): Input<S> {
  const value = read(shape, body, 'structure');
  const faults = faultsOf(shape, value);
  if (faults.length > 0) {
    const count = `${faults.length} validation error${faults.length === 1 ? '' : 's'} detected`;
    throw new AwsError(code, `${count}: ${faults.join('; ')}`);
  }
  return value as Input<S>;
}

const serialization = (message: string): AwsError => new AwsError('SerializationException', message);

function read(shape: Shape, value: unknown, expected: string): unknown {
  switch (shape.kind) {
    case 'string':
      if (typeof value === 'string') return value;
      throw notA(value, 'a String');
    case 'integer':
      if (typeof value === 'number' && Number.isInteger(value)) return value;
      throw notA(value, 'an Integer');
    case 'double':
      if (typeof value === 'number') return value;
      throw notA(value, 'a Double');
    case 'timestamp':
      return timestampOf(shape, value);
    case 'document':
      if (isJsonObject(value)) return value;
      throw serialization(`Expected map or null, found ${kindOf(value)} (${expected})`);
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw notA(value, 'a Boolean');
    case 'list':
      if (!Array.isArray(value)) throw serialization(`Expected list or null, found ${kindOf(value)} (${expected})`);
      return value.filter((item) => item !== null).map((item) => read(shape.of, item, expected));
    case 'map':
      return Object.fromEntries(present(value, expected).map(([key, item]) => [key, read(shape.value, item, key)]));
    case 'structure': {
      const members = present(value, expected).filter(([name]) => Object.hasOwn(shape.members, name));
      return Object.fromEntries(members.map(([name, item]) => [name, readMember(shape, name, item)]));
    }
  }
}

function readMember(shape: StructureShape, name: string, value: unknown): unknown {
  const member = shape.members[name];
  if (!member) throw new Error(`the shape has no member ${name}`);
  return read(member, value, name);
}

/** With an offset, which AWS's clients always send; up to nine digits of a second's fraction (findings, 1.3). */
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

function timestampOf({ format }: TimestampShape, value: unknown): Instant {
  const epoch = format === 'epoch-seconds';
  if (typeof value !== (epoch ? 'number' : 'string')) throw notA(value, 'a Timestamp');
  const readable = epoch || RFC_3339.test(value as string);
  const date = new Date(epoch ? Math.round((value as number) * 1000) : readable ? (value as string) : Number.NaN);
  if (Number.isNaN(date.getTime())) throw serialization(`${String(value).slice(0, 64)} is no timestamp.`);
  return date.toISOString();
}

function present(value: unknown, expected: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw serialization(`Expected map or null, found ${kindOf(value)} (${expected})`);
  }
  return Object.entries(value).filter(([, item]) => item !== null);
}

function notA(value: unknown, wanted: string): AwsError {
  if (typeof value !== 'object') return serialization(`${kindOf(value)} can not be converted to ${wanted}`);
  return serialization(`Start of ${Array.isArray(value) ? 'list' : 'structure or map'} found where not expected.`);
}

function kindOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'STRING_VALUE';
    case 'number':
      return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
    case 'boolean':
      return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
    default:
      return value === null ? 'NULL_VALUE' : Array.isArray(value) ? 'a list' : 'a structure or map';
  }
}
