import { isJsonObject, type Json, type JsonObject, type ScriptResult } from '@trueup/core';

type Told =
  { readonly kind: 'returned'; readonly payload: Json } | { readonly kind: 'failed'; readonly message: string };

/** automation-documents, 4.13: 100 KB of payload, lists of at most 100 items. */
const MOST_PAYLOAD = 102_400;
const MOST_ITEMS = 100;
const DEEPEST = 100;
const LONGEST_MESSAGE = 16_384;

export const failed = (message: string, output = ''): ScriptResult => ({ kind: 'failed', message, output });

/**
 * What a job told of itself, within the limits. The script could have written it, so it is read with care. `ended` is
 * how its process ended, such as `was killed by SIGKILL`.
 */
export function readResult(told: string, ended: string): Told {
  const result = parsed(told);
  if (result?.['kind'] === 'returned' && result['payload'] !== undefined) {
    const problem = payloadProblem(result['payload']);
    return problem === undefined
      ? { kind: 'returned', payload: result['payload'] }
      : { kind: 'failed', message: problem };
  }
  if (result?.['kind'] === 'failed' && typeof result['message'] === 'string') {
    return { kind: 'failed', message: result['message'].slice(-LONGEST_MESSAGE) };
  }
  return { kind: 'failed', message: `ScriptEnded - the process ${ended} before the handler returned` };
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    // No result, or none that could be: the process ended before it could tell.
    return undefined;
  }
}

function payloadProblem(payload: Json): string | undefined {
  const problem = shapeProblem(payload, '$', 0);
  if (problem !== undefined) return problem;
  const size = Buffer.byteLength(JSON.stringify(payload));
  if (size <= MOST_PAYLOAD) return undefined;
  return `PayloadTooLarge - the returned value has ${size} bytes of JSON; at most ${MOST_PAYLOAD} are allowed`;
}

function shapeProblem(value: Json, path: string, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEEPEST) return `PayloadTooLarge - the returned value is nested deeper than ${DEEPEST} levels`;
  if (Array.isArray(value) && value.length > MOST_ITEMS) {
    return `PayloadTooLarge - the returned list at ${path} has ${value.length} items; at most ${MOST_ITEMS} are allowed`;
  }
  for (const [key, item] of Object.entries(value) as [string, Json][]) {
    const problem = shapeProblem(item, `${path}${Array.isArray(value) ? `[${key}]` : `.${key}`}`, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
