import { parseXML } from '@aws-sdk/xml-builder';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Json, JsonObject } from '@trueup/core';
import type { RestMatch } from './rest-operations.ts';
import type { WireRequest } from './wire-request.ts';

/** A form's or a document's names and values, nested as they are on the wire. */
type WireTree = { readonly [name: string]: WireTree | readonly WireTree[] | string };

/** The SDK's own, not the script's. */
const SDK_HEADERS = /^(content-(length|type|encoding|md5)|x-amz-(sdk-checksum-algorithm|checksum-.*))$/i;
/** Of bodies that are taken apart, so that a script cannot keep the process busy; larger ones hold content. */
const LONGEST_READ = 1024 * 1024;
const DEEPEST_NAME = 30;
/** What cannot be read stands as its size: for the record, not for sending. */
const LONGEST_TEXT = 10_000;

/** The parameters of a form (query and ec2 protocols), by the names of the API where its schema is known. */
export function formParameters(body: string, schema: NormalizedSchema | undefined, ec2: boolean): JsonObject {
  const tree = emptyTree();
  for (const [name, value] of new URLSearchParams(body)) {
    const parts = name.split('.', DEEPEST_NAME);
    if (name !== 'Action' && name !== 'Version') plant(tree, parts, value);
  }
  return schema === undefined ? (untyped(tree) as JsonObject) : structOf(schema, tree, { from: 'form', ec2 });
}

export function jsonParameters(body: Buffer): JsonObject {
  if (body.length > LONGEST_READ) return { Body: `(${body.length} bytes)` };
  const value = parsedJson(body.toString('utf8'));
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The parameters of a request whose operation is in its method and path: labels, query, headers and body. */
export function restParameters({ operation, labels }: RestMatch, request: WireRequest): JsonObject {
  const made: Record<string, Json> = {};
  const members = operation.input.isStructSchema() ? [...operation.input.structIterator()] : [];
  let unbound = 0;
  for (const [name, member] of members) {
    const traits = member.getMergedTraits() as Readonly<Record<string, unknown>>;
    if (traits['httpLabel'] !== undefined) made[name] = labels[name] ?? null;
    else if (typeof traits['httpQuery'] === 'string') put(made, name, queryValue(member, traits['httpQuery'], request));
    else if (typeof traits['httpHeader'] === 'string')
      put(made, name, headerValue(member, traits['httpHeader'], request));
    else if (typeof traits['httpPrefixHeaders'] === 'string')
      put(made, name, prefixed(traits['httpPrefixHeaders'], request));
    else if (traits['httpPayload'] !== undefined) put(made, name, payloadValue(member, request.body));
    else if (traits['httpQueryParams'] === undefined) unbound += 1;
  }
  return unbound === 0 ? made : { ...bodyMembers(operation.input, request.body), ...made };
}

function put(made: Record<string, Json>, name: string, value: Json | undefined): void {
  if (value !== undefined) made[name] = value;
}

function queryValue(member: NormalizedSchema, key: string, request: WireRequest): Json | undefined {
  const values = request.query.filter(([name]) => name === key).map(([, value]) => value);
  if (values.length === 0) return undefined;
  return member.isListSchema() ? values : scalar(member, values[0] ?? '');
}

function headerValue(member: NormalizedSchema, header: string, request: WireRequest): Json | undefined {
  const value = request.headers[header.toLowerCase()];
  if (value === undefined || SDK_HEADERS.test(header)) return undefined;
  return member.isListSchema() ? value.split(',').map((one) => one.trim()) : scalar(member, value);
}

function prefixed(prefix: string, request: WireRequest): Json | undefined {
  const start = prefix.toLowerCase();
  const found = Object.entries(request.headers).filter(([name]) => name.startsWith(start));
  return found.length === 0
    ? undefined
    : Object.fromEntries(found.map(([name, value]) => [name.slice(start.length), value]));
}

function payloadValue(member: NormalizedSchema, body: Buffer): Json | undefined {
  if (body.length === 0) return undefined;
  return member.isStructSchema() ? bodyMembers(member, body) : bodyText(body);
}

/** Text as it is, so that a plan can show it; anything else by its size. */
function bodyText(body: Buffer): string {
  if (body.length > LONGEST_TEXT) return `(${body.length} bytes)`;
  const text = body.toString('utf8');
  return Buffer.from(text, 'utf8').equals(body) ? text : `(${body.length} bytes)`;
}

function bodyMembers(schema: NormalizedSchema, body: Buffer): JsonObject {
  if (body.length > LONGEST_READ) return { Body: `(${body.length} bytes)` };
  const text = body.toString('utf8');
  if (!text.trimStart().startsWith('<')) return jsonMembers(schema, jsonParameters(body)) as JsonObject;
  const root = Object.values((parsedXml(text) ?? {}) as Record<string, WireTree>)[0];
  return structOf(schema, typeof root === 'object' ? root : emptyTree(), { from: 'xml', ec2: false });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What it asks for is still known by its name; the service will refuse it.
    return undefined;
  }
}

function parsedXml(text: string): unknown {
  // No SDK writes one, and entities may grow without end.
  if (text.includes('<!')) return undefined;
  try {
    return parseXML(text) as unknown;
  } catch {
    return undefined;
  }
}

/** JSON of the wire with the members named as in the API. */
function jsonMembers(schema: NormalizedSchema, value: Json): Json {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return schema.isListSchema() ? items.map((item) => jsonMembers(schema.getValueSchema(), item)) : items;
  }
  if (typeof value !== 'object' || value === null || !schema.isStructSchema()) return value;
  const given = value as JsonObject;
  const made: Record<string, Json> = {};
  for (const [name, member] of schema.structIterator()) {
    const { jsonName } = member.getMergedTraits() as { readonly jsonName?: string };
    const found = given[jsonName ?? name];
    if (found !== undefined) made[name] = jsonMembers(member, found);
  }
  return made;
}

interface Wire {
  readonly from: 'form' | 'xml';
  readonly ec2: boolean;
}

const emptyTree = (): Record<string, WireTree | string> => Object.create(null) as Record<string, WireTree | string>;

function plant(tree: Record<string, WireTree | string>, path: readonly string[], value: string): void {
  let at = tree;
  for (const name of path.slice(0, -1)) {
    const next = at[name];
    const branch = typeof next === 'object' ? next : emptyTree();
    at[name] = branch;
    at = branch as Record<string, WireTree | string>;
  }
  at[path.at(-1) ?? ''] = value;
}

interface WireTraits {
  readonly xmlName?: string;
  readonly ec2QueryName?: string;
  readonly xmlFlattened?: unknown;
}

const traitsOf = (schema: NormalizedSchema): WireTraits => schema.getMergedTraits();

function wireName(name: string, member: NormalizedSchema, wire: Wire): string {
  const traits = traitsOf(member);
  if (wire.ec2) {
    const given = traits.ec2QueryName ?? traits.xmlName ?? name;
    return given.charAt(0).toUpperCase() + given.slice(1);
  }
  return traits.xmlName ?? name;
}

function structOf(schema: NormalizedSchema, tree: WireTree, wire: Wire): JsonObject {
  const made: Record<string, Json> = {};
  for (const [name, member] of schema.structIterator()) {
    const found = tree[wireName(name, member, wire)];
    if (found !== undefined) made[name] = valueOf(member, found, wire);
  }
  return made;
}

function valueOf(schema: NormalizedSchema, node: WireTree | readonly WireTree[] | string, wire: Wire): Json {
  if (schema.isListSchema())
    return listItems(schema, node, wire).map((item) => valueOf(schema.getValueSchema(), item, wire));
  if (schema.isMapSchema()) return mapOf(schema, node, wire);
  if (typeof node === 'string') return schema.isStructSchema() ? {} : scalar(schema, node);
  if (schema.isStructSchema()) return structOf(schema, node as WireTree, wire);
  const text = (node as WireTree)['#text'];
  return typeof text === 'string' ? scalar(schema, text) : untyped(node as WireTree);
}

function listItems(schema: NormalizedSchema, node: WireTree | readonly WireTree[] | string, wire: Wire) {
  const flat = wire.ec2 || traitsOf(schema).xmlFlattened !== undefined;
  const inner =
    flat || typeof node !== 'object'
      ? node
      : child(node as WireTree, traitsOf(schema.getValueSchema()).xmlName ?? 'member');
  if (inner === undefined || inner === '') return [];
  return wire.from === 'form' ? numbered(inner) : [inner].flat();
}

function mapOf(schema: NormalizedSchema, node: WireTree | readonly WireTree[] | string, wire: Wire): JsonObject {
  const flat = traitsOf(schema).xmlFlattened !== undefined;
  const inner = flat || typeof node !== 'object' ? node : child(node as WireTree, 'entry');
  const entries = wire.from === 'form' ? numbered(inner ?? '') : ([inner ?? []].flat() as WireTree[]);
  const key = traitsOf(schema.getKeySchema()).xmlName ?? 'key';
  const value = traitsOf(schema.getValueSchema()).xmlName ?? 'value';
  return Object.fromEntries(
    entries
      .filter((entry) => typeof entry === 'object')
      .map((entry) => [
        String(entry[key] ?? ''),
        valueOf(schema.getValueSchema(), (entry[value] ?? '') as string, wire),
      ]),
  );
}

function child(node: WireTree, name: string): WireTree | readonly WireTree[] | string | undefined {
  return Object.hasOwn(node, name) ? node[name] : undefined;
}

function numbered(node: WireTree | readonly WireTree[] | string): (WireTree | string)[] {
  if (typeof node === 'string') return [node];
  return Object.entries(node)
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item as WireTree | string);
}

function scalar(schema: NormalizedSchema, text: string): Json {
  if (schema.isBooleanSchema() && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (schema.isNumericSchema() && text !== '' && Number.isFinite(Number(text))) return Number(text);
  return text;
}

/** Without a schema: numbers make lists, and the words that only hold one are left out. */
function untyped(node: WireTree | string): Json {
  if (typeof node === 'string') return node;
  const names = Object.keys(node);
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) return numbered(node).map(untyped);
  const only = names.length === 1 && (names[0] === 'member' || names[0] === 'entry') ? node[names[0]] : undefined;
  if (typeof only === 'object') return untyped(only as WireTree);
  return Object.fromEntries(names.map((name) => [name, untyped(node[name] as WireTree | string)]));
}
