import type { Instant } from '../value/instant.ts';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { byteLength } from './byte-length.ts';
import { castDocumentValue, castSuppliedValue } from './cast-parameter.ts';
import { checkSupplied } from './check-supplied.ts';
import type { ParameterDefinition, RunbookDocument } from './document.ts';
import type { ExecutionContext } from './execution-state.ts';
import { referencesIn, systemValue, type Reference } from './reference.ts';
import { substitute, type Resolved } from './substitute.ts';
import { DEFAULT_IS_ALWAYS_ALLOWED, PARAMETERS_LIMIT_BYTES } from './undocumented.ts';

export type BoundParameters =
  | { readonly kind: 'bound'; readonly parameters: JsonObject }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Values of Parameter Store by what stands behind `ssm:`, such as `/ami/latest:3`: a text, or the list of a StringList. */
export type StoredParameters = ReadonlyMap<string, Json>;

/** What of Parameter Store the defaults of a document refer to, where the caller leaves them as they are. */
export function storedParameterNames(document: RunbookDocument, supplied: JsonObject): readonly string[] {
  const names = Object.entries(document.parameters)
    .filter(([name]) => !Object.hasOwn(supplied, name) || supplied[name] === undefined)
    .flatMap(([, definition]) => referencesWithin(definition.default ?? null))
    .flatMap((reference) => (reference.kind === 'ssm' ? [reference.name.slice('ssm:'.length)] : []));
  return [...new Set(names)];
}

function referencesWithin(value: Json): readonly Reference[] {
  if (typeof value === 'string') return referencesIn(value);
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(referencesWithin);
  return isJsonObject(value) ? Object.values(value).flatMap((member) => referencesWithin(member ?? null)) : [];
}

/**
 * Gives every parameter of a document its value, before an execution begins (automation-documents, 1.3 and 1.8.2).
 * What the caller supplies is cast to the declared type, checked, and never looked through for references. Defaults are
 * never checked; references in them are expanded once, those to Parameter Store out of `stored`. All problems are told.
 */
export function bindParameters(
  document: RunbookDocument,
  supplied: JsonObject,
  context: ExecutionContext,
  now: Instant,
  stored: StoredParameters = new Map(),
): BoundParameters {
  const given = new Map(
    Object.entries(supplied).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
  if (byteLength(JSON.stringify(supplied)) > PARAMETERS_LIMIT_BYTES) {
    return { kind: 'refused', problems: ['The parameters are larger than 64 KB.'] };
  }
  const problems = [...given.keys()]
    .filter((name) => !Object.hasOwn(document.parameters, name))
    .map((name) => `Parameter "${name}" is not declared. Declared: ${Object.keys(document.parameters).join(', ')}.`);
  const raw = new Map<string, Json>();
  for (const [name, definition] of Object.entries(document.parameters)) {
    const value = given.get(name);
    const bound = value === undefined ? fromDefault(name, definition) : fromCaller(name, definition, value);
    if (bound.kind === 'bound') raw.set(name, bound.value);
    else problems.push(...bound.problems);
  }
  const parameters = new Map<string, Json>();
  for (const [name, value] of raw) {
    const definition = document.parameters[name];
    if (!definition || given.has(name)) parameters.set(name, value);
    else {
      const expanded = expandDefault(name, definition, value, { raw, context, now, stored });
      if (expanded.kind === 'bound') parameters.set(name, expanded.value);
      else problems.push(...expanded.problems);
    }
  }
  return problems.length > 0
    ? { kind: 'refused', problems }
    : { kind: 'bound', parameters: Object.fromEntries(parameters) };
}

type Bound =
  { readonly kind: 'bound'; readonly value: Json } | { readonly kind: 'refused'; readonly problems: readonly string[] };

const refused = (...problems: string[]): Bound => ({ kind: 'refused', problems });

function fromDefault(name: string, definition: ParameterDefinition): Bound {
  if (definition.default !== undefined) return { kind: 'bound', value: definition.default };
  return refused(`Parameter "${name}" is required and was not supplied.`);
}

function fromCaller(name: string, definition: ParameterDefinition, supplied: Json): Bound {
  const value = castSuppliedValue(supplied, definition.type);
  if (value === undefined) {
    return refused(`Parameter type error: parameter "${name}" is not a valid ${definition.type}.`);
  }
  const isDefault = definition.default !== undefined && canonicalJson(value) === canonicalJson(definition.default);
  if (isDefault && DEFAULT_IS_ALWAYS_ALLOWED) return { kind: 'bound', value };
  const problems = checkSupplied(name, definition, value);
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'bound', value };
}

interface Surroundings {
  /** Every parameter's value before references in defaults are expanded: one level, and no more (1.3.5). */
  readonly raw: ReadonlyMap<string, Json>;
  readonly context: ExecutionContext;
  readonly now: Instant;
  readonly stored: StoredParameters;
}

function expandDefault(name: string, definition: ParameterDefinition, value: Json, around: Surroundings): Bound {
  const expanded = substitute({ value }, (reference) => resolve(name, reference, around), 'empty-text');
  if (expanded.kind === 'unresolvable') return refused(expanded.reason);
  const result = expanded.value['value'] ?? null;
  if (canonicalJson(result) === canonicalJson(value)) return { kind: 'bound', value };
  const typed = castDocumentValue(result, definition.type) ?? castSuppliedValue(result, definition.type);
  if (typed !== undefined) return { kind: 'bound', value: typed };
  return refused(`Parameter type error: the default of parameter "${name}" is not a valid ${definition.type}.`);
}

function resolve(name: string, reference: Reference, { raw, context, now, stored }: Surroundings): Resolved {
  switch (reference.kind) {
    case 'system':
      return { kind: 'value', value: systemValue(reference.name, context, now) };
    case 'parameter': {
      const value = raw.get(reference.name);
      return value === undefined ? { kind: 'text' } : { kind: 'value', value };
    }
    case 'ssm': {
      const value = stored.get(reference.name.slice('ssm:'.length));
      const reason = `The default of parameter "${name}" is {{${reference.name}}}, which Parameter Store does not have.`;
      return value === undefined ? { kind: 'unresolvable', reason } : { kind: 'value', value };
    }
    case 'output':
    case 'variable':
    case 'unresolvable':
      return { kind: 'text' };
  }
}
