import type { Json, JsonObject } from '@trueup/core';
import type { BotoShapes } from './boto-shapes.ts';

/**
 * The SDK's output in boto3's shape: instants as ISO 8601 text, bytes as base64, streams as text (or, with
 * `bytes`, as base64), `ResponseMetadata`.
 * Changes the output in place, for a page of a thousand rules is most of a call's cost.
 */
export async function plainOutput(
  output: unknown,
  requests: number,
  shapes: BotoShapes,
  bytes = false,
): Promise<JsonObject> {
  const members = output as Record<string, unknown>;
  const metadata = members['$metadata'] as { httpStatusCode?: number; requestId?: string } | undefined;
  delete members['$metadata'];
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (isStream(member)) members[key] = await member.transformToString(bytes ? 'base64' : undefined);
  }
  const plain = plainValue(members) as Record<string, Json>;
  shapes.output?.(plain);
  plain['ResponseMetadata'] = {
    ...(metadata?.requestId === undefined ? {} : { RequestId: metadata.requestId }),
    HTTPStatusCode: metadata?.httpStatusCode ?? 0,
    RetryAttempts: Math.max(0, requests - 1),
  };
  return plain;
}

function plainValue(value: unknown): unknown {
  switch (typeof value) {
    case 'object':
      return plainObject(value);
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    default:
      return value;
  }
}

function plainObject(value: object | null): unknown {
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) value[index] = plainValue(value[index]);
    return value;
  }
  if (isBigDecimal(value)) return Number(value.string);
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (member === undefined) delete members[key];
    else if (typeof member !== 'string' && typeof member !== 'boolean') members[key] = plainValue(member);
  }
  return members;
}

/** Payloads that the SDK leaves open. Bytes have the same method and are not streams. */
function isStream(value: unknown): value is { transformToString(encoding?: string): Promise<string> } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Uint8Array) &&
    'transformToString' in value &&
    typeof value.transformToString === 'function'
  );
}

/** The SDK's NumericValue. */
function isBigDecimal(value: object): value is { string: string } {
  return 'type' in value && value.type === 'bigDecimal' && 'string' in value && typeof value.string === 'string';
}
