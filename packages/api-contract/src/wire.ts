import type { z } from 'zod';
import { pathMembers, type Operation } from './operation.ts';

/** An input as it travels. */
export interface WireRequest {
  /** Path and query. */
  readonly target: string;
  /** JSON text; absent on a GET. */
  readonly body?: string;
}

type Members = Readonly<Record<string, unknown>>;

/** Writes an input as a request. A list becomes one query parameter an element. */
export function writeRequest(operation: Operation, input: Members): WireRequest {
  const inPath = pathMembers(operation.path);
  const path = operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(String(input[name])));
  const rest = Object.entries(input).filter(([name, value]) => !inPath.includes(name) && value !== undefined);
  if (operation.method === 'POST') return { target: path, body: JSON.stringify(Object.fromEntries(rest)) };
  return { target: withQuery(path, rest) };
}

/** A path with these members in its query; what is undefined is left out. */
export function writeQuery(path: string, input: Members): string {
  return withQuery(
    path,
    Object.entries(input).filter(([, value]) => value !== undefined),
  );
}

function withQuery(path: string, members: readonly (readonly [string, unknown])[]): string {
  const query = new URLSearchParams(
    members.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)])),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
}

/**
 * Reads the input back out of a request, in the types that the operation declares but not yet checked. A number that is
 * none and a parameter that is given twice stay as they are, for the check to name.
 */
export function readRequest(
  operation: Operation,
  request: { readonly params: Members; readonly query: URLSearchParams; readonly body: unknown },
): unknown {
  if (operation.method === 'POST') {
    const body = request.body ?? {};
    return isMembers(body) ? { ...body, ...request.params } : body;
  }
  return { ...readQuery(operation.input, request.query), ...request.params };
}

/** The members that stand in a query, in the types that a schema declares. */
export function readQuery(input: z.ZodObject, query: URLSearchParams): Members {
  const given = [...new Set(query.keys())].map((name) => [
    name,
    readMember(input.shape[name] as z.core.$ZodType | undefined, query.getAll(name)),
  ]);
  return Object.fromEntries(given) as Members;
}

function readMember(schema: z.core.$ZodType | undefined, values: readonly string[]): unknown {
  const kind = kindOf(schema);
  if (kind === 'array') return values;
  const [value] = values;
  if (values.length !== 1 || value === undefined) return values;
  if (kind === 'boolean' && /^(?:true|false)$/.test(value)) return value === 'true';
  return kind === 'number' && /^-?\d+$/.test(value) ? Number(value) : value;
}

function kindOf(schema: z.core.$ZodType | undefined): string | undefined {
  const definition = schema?._zod.def as { readonly type: string; readonly innerType?: z.core.$ZodType } | undefined;
  return definition?.innerType === undefined ? definition?.type : kindOf(definition.innerType);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
