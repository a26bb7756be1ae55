import type { NormalizedSchema } from '@smithy/core/schema';
import type { Json, JsonObject } from '@trueup/core';
import { foldName } from './sdk.ts';

export const REDACTED = '(redacted)';

/**
 * An input as it may be recorded. Hidden is what the service's own schema calls sensitive, what a member's name says is
 * a secret, and the value of a name/value pair whose name says so. Bytes are recorded by their length.
 */
export function redactInput(schema: NormalizedSchema, input: Readonly<Record<string, unknown>>): JsonObject {
  return redact(schema, input) as JsonObject;
}

function redact(schema: NormalizedSchema | undefined, value: unknown): Json {
  if (schema !== undefined && schema.getMergedTraits().sensitive) return REDACTED;
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `(${value.byteLength} bytes)`;
  if (Array.isArray(value)) {
    const of = schema?.isListSchema() ? schema.getValueSchema() : undefined;
    return value.map((item) => redact(of, item));
  }
  if (typeof value === 'object') return redactMembers(schema, value as Record<string, unknown>);
  return String(value);
}

function redactMembers(schema: NormalizedSchema | undefined, value: Readonly<Record<string, unknown>>): JsonObject {
  const made: Record<string, Json> = {};
  const pairValue = secretPairValue(value);
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member === undefined) continue;
    const hidden =
      (key === pairValue || isSecretName(key)) && typeof member !== 'boolean' && typeof member !== 'number';
    made[key] = hidden ? REDACTED : redact(memberSchema(schema, key), member);
  }
  return made;
}

function memberSchema(schema: NormalizedSchema | undefined, key: string): NormalizedSchema | undefined {
  if (schema === undefined) return undefined;
  if (schema.isMapSchema()) return schema.getValueSchema();
  if (!schema.isStructSchema()) return undefined;
  for (const [name, member] of schema.structIterator()) if (name === key) return member;
  return undefined;
}

/** Environment variables, stack parameters and the like: `{Name: 'DB_PASSWORD', Value: '…'}`. */
function secretPairValue(value: Readonly<Record<string, unknown>>): string | undefined {
  for (const prefix of ['', 'Parameter', 'Option', 'Attribute']) {
    for (const label of [`${prefix}Name`, `${prefix}Key`]) {
      const name = value[label] ?? value[label.toLowerCase()];
      if (typeof name !== 'string' || !isSecretName(name)) continue;
      return [`${prefix}Value`, `${prefix}Value`.toLowerCase()].find((key) => key in value);
    }
  }
  return undefined;
}

const SECRET_NAME =
  /(password|passwd|passphrase|secret|secretstring|secretbinary|secretkey|secretaccesskey|privatekey|presharedkey|apikey|token|credentials?|samlassertion|plaintext|keymaterial)\d*$/;
/** Tokens that say where a list goes on, or which request this is. */
const HARMLESS_NAME =
  /(next|continuation|pagination|start|client|clientrequest|request|idempotency|creation|lock)token$/;

function isSecretName(name: string): boolean {
  const folded = foldName(name);
  return SECRET_NAME.test(folded) && !HARMLESS_NAME.test(folded);
}
