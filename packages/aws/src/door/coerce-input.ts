import type { NormalizedSchema } from '@smithy/core/schema';
import { nv } from '@smithy/core/serde';
import { isJsonObject, type JsonObject } from '@trueup/core';
import type { BotoShapes } from './boto-shapes.ts';
import { foldName } from './sdk.ts';

export type Coerced =
  | { readonly kind: 'input'; readonly input: Record<string, unknown> }
  /** One line, naming each path and what is accepted there. Never holds a value. */
  | { readonly kind: 'invalid'; readonly message: string };

/**
 * Parameters made into what the SDK wants, by the operation's own schema: text becomes numbers, booleans, instants and
 * bytes where the member is one, objects become JSON text where it is a string, and members may be written in another case.
 * Unknown and missing members are refused, as boto3 does. `null` is refused too: dropping a parameter could widen a call.
 */
export function coerceInput(schema: NormalizedSchema, parameters: JsonObject, shapes: BotoShapes): Coerced {
  const problems: string[] = [];
  const input = toStruct(schema, parameters, { problems, extra: shapes.extraMembers }, undefined);
  return problems.length === 0 ? { kind: 'input', input } : { kind: 'invalid', message: problems.join('; ') };
}

interface Task {
  readonly problems: string[];
  /** Members of the top level that boto3 adds to the operation's own. */
  readonly extra: readonly string[];
}

/** Where a value stands, as a chain so that nothing is built for a value that is right. */
interface Path {
  readonly parent: Path | undefined;
  readonly key: string | number;
}

function toValue(schema: NormalizedSchema, value: unknown, task: Task, path: Path): unknown {
  if (schema.isStringSchema()) return toText(value, task, path);
  if (value === null) return wrong('a value, not null', task, path);
  if (schema.isStructSchema()) {
    if (!isJsonObject(value)) return wrong('an object', task, path);
    return toStruct(schema, value, task, path);
  }
  if (schema.isListSchema()) return toList(schema, value, task, path);
  if (schema.isMapSchema()) return toMap(schema, value, task, path);
  if (schema.isBooleanSchema()) return toBoolean(value, task, path);
  if (schema.isTimestampSchema()) return toDate(value, task, path);
  if (schema.isBlobSchema()) return toBytes(value, task, path);
  if (schema.isNumericSchema()) return toNumber(value, task, path);
  if (schema.isBigIntegerSchema()) return toBigInteger(value, task, path);
  if (schema.isBigDecimalSchema()) return toNumber(value, task, path) === undefined ? undefined : nv(String(value));
  return value;
}

function toStruct(schema: NormalizedSchema, value: JsonObject, task: Task, path: Path | undefined) {
  const struct = structOf(schema);
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const given = value[key];
    if (given === undefined) continue;
    const member = struct.members.get(key) ?? struct.folded.get(foldName(key));
    if (member !== undefined) {
      if (member.name in made) wrong(`given once, not also as ${key}`, task, { parent: path, key: member.name });
      made[member.name] = toValue(member.schema, given, task, { parent: path, key: member.name });
    } else if (path === undefined && task.extra.includes(key)) made[key] = given;
    else task.problems.push(`${pathText({ parent: path, key })} is not a parameter; accepted: ${accepted(struct)}`);
  }
  for (const name of struct.required) {
    if (made[name] === undefined && value[name] === undefined) {
      task.problems.push(`${pathText({ parent: path, key: name })} is missing`);
    }
  }
  return made;
}

function toList(schema: NormalizedSchema, value: unknown, task: Task, path: Path): unknown {
  const of = schema.getValueSchema();
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item, key) => toValue(of, item, task, { parent: path, key }));
}

function toMap(schema: NormalizedSchema, value: unknown, task: Task, path: Path): unknown {
  if (!isJsonObject(value)) return wrong('an object', task, path);
  const of = schema.getValueSchema();
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, toValue(of, item, task, { parent: path, key })]));
}

function toText(value: unknown, task: Task, path: Path): unknown {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null ? wrong('a string', task, path) : JSON.stringify(value);
}

function toBoolean(value: unknown, task: Task, path: Path): unknown {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return text === 'true' || text === 'false' ? text === 'true' : wrong('true or false', task, path);
}

function toNumber(value: unknown, task: Task, path: Path): unknown {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : wrong('a number', task, path);
}

function toBigInteger(value: unknown, task: Task, path: Path): unknown {
  return /^-?\d+$/.test(String(value)) ? BigInt(String(value)) : wrong('an integer', task, path);
}

/** Numbers are seconds since 1970, as in boto3. */
function toDate(value: unknown, task: Task, path: Path): unknown {
  const seconds = typeof value === 'string' && /^\d{1,11}(\.\d+)?$/.test(value) ? Number(value) : value;
  const date =
    typeof seconds === 'number' ? new Date(seconds * 1000) : new Date(typeof value === 'string' ? value : NaN);
  return Number.isNaN(date.getTime()) ? wrong('an instant (ISO 8601, or seconds since 1970)', task, path) : date;
}

/** Text is sent as its UTF-8 bytes, as boto3 does. */
function toBytes(value: unknown, task: Task, path: Path): unknown {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  return isJsonObject(value) || Array.isArray(value) ? Buffer.from(JSON.stringify(value)) : wrong('text', task, path);
}

function wrong(expected: string, task: Task, path: Path): undefined {
  task.problems.push(`${pathText(path)} must be ${expected}`);
  return undefined;
}

function pathText(path: Path): string {
  const before = path.parent === undefined ? '' : pathText(path.parent);
  if (typeof path.key === 'number') return `${before}[${path.key}]`;
  return before === '' ? path.key : `${before}.${path.key}`;
}

interface Struct {
  readonly members: ReadonlyMap<string, Member>;
  readonly folded: ReadonlyMap<string, Member>;
  readonly required: readonly string[];
}

interface Member {
  readonly name: string;
  readonly schema: NormalizedSchema;
}

const structs = new WeakMap<object, Struct>();

function structOf(schema: NormalizedSchema): Struct {
  const key = schema.getSchema();
  if (typeof key !== 'object' || key === null) return { members: new Map(), folded: new Map(), required: [] };
  const known = structs.get(key);
  if (known !== undefined) return known;
  const members = [...schema.structIterator()].map(([name, of]) => ({ name, schema: of }));
  const struct: Struct = {
    members: new Map(members.map((member) => [member.name, member])),
    folded: new Map(members.map((member) => [foldName(member.name), member])),
    required: members
      .slice(0, requiredCount(key))
      .filter((member) => !member.schema.isIdempotencyToken())
      .map((member) => member.name),
  };
  structs.set(key, struct);
  return struct;
}

/** A static structure is `[3, namespace, name, traits, member names, members, how many of them are required]`. */
function requiredCount(schema: object): number {
  const count: unknown = Array.isArray(schema) ? schema[6] : 0;
  return typeof count === 'number' ? count : 0;
}

function accepted(struct: Struct): string {
  return [...struct.members.keys()].join(', ') || 'none';
}
