import { NormalizedSchema } from '@smithy/core/schema';
import { loadSdkModule } from '../door/sdk.ts';
import { decoded, type WireRequest } from './wire-request.ts';

/** One operation of a service that names it by method and path, not by a word. */
export interface RestOperation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly method: string;
  readonly segments: readonly Segment[];
  /** Parts of the query that belong to the name, such as `policy` or `list-type=2`. */
  readonly literals: readonly (readonly [name: string, value: string])[];
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  /** undefined where any may be given. */
  readonly query: ReadonlySet<string> | undefined;
  readonly status: number;
  /** The service takes keys as they are; all others may read dots in a label as steps, and then another operation. */
  readonly literalKeys: boolean;
}

type Segment =
  { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'label' | 'rest'; readonly member: string };

export interface RestMatch {
  readonly operation: RestOperation;
  readonly labels: Readonly<Record<string, string>>;
}

/** The operation's name again, which only some SDKs add and no service reads. */
const ECHO = 'x-id';

const known = new Map<string, readonly RestOperation[]>();

/** Empty for a service that does not name its operations so; undefined where its client is not installed. */
export function restOperations(servicePackage: string): readonly RestOperation[] | undefined {
  const operations = known.get(servicePackage);
  if (operations !== undefined) return operations;
  const module = loadSdkModule(servicePackage);
  if (module === undefined) return undefined;
  const read = [...module.operations.values()].flatMap(({ name, schema }) =>
    restOperation(name, schema[3], schema[4], servicePackage === 's3'),
  );
  known.set(servicePackage, read);
  return read;
}

function restOperation(name: string, traits: unknown, schema: unknown, literalKeys: boolean): RestOperation[] {
  const http = (traits as { readonly http?: readonly [string, string, number] } | undefined)?.http;
  if (http === undefined) return [];
  const input = NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
  const [method, uri, status] = http;
  const [path = '', search = ''] = uri.split('?');
  const members = membersOf(input);
  // The SDK has moved S3's bucket from the path into the host.
  const bucket = members.some((member) => member.name === 'Bucket' && member.traits['httpLabel'] !== undefined);
  const template = bucket && !path.includes('{Bucket}') ? `/{Bucket}${path}` : path;
  const parts = search === '' ? [] : search.split('&').map((part) => part.split('='));
  const literals = parts.map(([key = '', value = '']) => [key, value] as const).filter(([key]) => key !== ECHO);
  const required = members.filter((member) => member.required);
  const anyQuery = members.some((member) => member.traits['httpQueryParams'] !== undefined);
  return [
    {
      name,
      input,
      method,
      status,
      literalKeys,
      literals,
      segments: template.split('/').filter(Boolean).map(segment),
      requiredQuery: traitOf(required, 'httpQuery'),
      requiredHeaders: traitOf(required, 'httpHeader').map((header) => header.toLowerCase()),
      query: anyQuery ? undefined : new Set([ECHO, ...literals.map(([key]) => key), ...traitOf(members, 'httpQuery')]),
    },
  ];
}

interface Member {
  readonly name: string;
  readonly traits: Readonly<Record<string, unknown>>;
  readonly required: boolean;
}

function membersOf(input: NormalizedSchema): readonly Member[] {
  if (!input.isStructSchema()) return [];
  // A static structure is `[3, namespace, name, traits, member names, members, how many of them are required]`.
  const schema: unknown = input.getSchema();
  const required: unknown = Array.isArray(schema) ? schema[6] : 0;
  return [...input.structIterator()].map(([name, member], index) => ({
    name,
    traits: member.getMergedTraits() as Readonly<Record<string, unknown>>,
    required: typeof required === 'number' && index < required,
  }));
}

function traitOf(members: readonly Member[], trait: string): string[] {
  return members.map((member) => member.traits[trait]).filter((value) => typeof value === 'string');
}

function segment(text: string): Segment {
  const [, member, rest] = /^\{(\w+)(\+?)\}$/.exec(text) ?? [];
  return member === undefined ? { kind: 'literal', text } : { kind: rest === '+' ? 'rest' : 'label', member };
}

/** The one that a request means, the most exactly described first. A query that none knows means no operation. */
export function matchRest(operations: readonly RestOperation[], request: WireRequest): RestMatch | undefined {
  const keys = request.query.map(([key]) => key);
  let best: (RestMatch & { readonly exactness: number }) | undefined;
  for (const operation of operations) {
    if (operation.method !== request.method || !fits(operation, request, keys)) continue;
    const labels = readLabels(operation, request.path);
    if (labels === undefined) continue;
    const exactness = exactnessOf(operation);
    if (best === undefined || exactness > best.exactness) best = { operation, labels, exactness };
  }
  return best;
}

function fits(operation: RestOperation, request: WireRequest, keys: readonly string[]): boolean {
  const { query } = operation;
  if (query !== undefined && keys.some((key) => !query.has(key))) return false;
  const given = (name: string, value: string): boolean =>
    request.query.some(([key, text]) => key === name && (value === '' || text === value));
  return (
    operation.literals.every(([name, value]) => given(name, value)) &&
    operation.requiredQuery.every((name) => keys.includes(name)) &&
    operation.requiredHeaders.every((name) => name in request.headers)
  );
}

function exactnessOf({ segments, literals, requiredQuery, requiredHeaders }: RestOperation): number {
  const literal = segments.filter((one) => one.kind === 'literal').length;
  return literal * 100 + literals.length * 10 + requiredQuery.length + requiredHeaders.length;
}

function readLabels(
  { segments, literalKeys }: RestOperation,
  path: string,
): Readonly<Record<string, string>> | undefined {
  const labels: Record<string, string> = {};
  const given = path.replace(/^\//, '').split('/');
  // Nothing behind the last stroke, but for a name that may hold strokes itself.
  if (given.length > 0 && given.at(-1) === '' && segments.at(-1)?.kind !== 'rest') given.pop();
  let at = 0;
  for (const [index, one] of segments.entries()) {
    const end = one.kind === 'rest' ? given.length - (segments.length - 1 - index) : at + 1;
    if (end > given.length || end <= at) return undefined;
    const text = decoded(given.slice(at, end).join('/'));
    if (text === '' || (one.kind !== 'literal' && !isPlain(text, one, literalKeys))) return undefined;
    if (one.kind !== 'literal') labels[one.member] = text;
    else if (text !== one.text) return undefined;
    at = end;
  }
  return at === given.length ? labels : undefined;
}

/** Only one reading of a label is possible. */
function isPlain(text: string, { kind, member }: Exclude<Segment, { kind: 'literal' }>, literalKeys: boolean): boolean {
  if (literalKeys && kind === 'rest') return true;
  if (literalKeys && member === 'Bucket' && text.includes('/')) return false;
  return !text.split(/[/\\]/).some((step) => step === '.' || step === '..');
}
