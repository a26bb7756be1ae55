import type { ApiCall, Json, JsonObject } from '@trueup/core';
import type { Found, LookedUp, PartReader, PartReading } from './collector.ts';
import { mapInParallel } from './map-in-parallel.ts';
import type { Asked, Reads } from './reads.ts';
import { unreadCall } from './unread-call.ts';

/** What a service's error codes say. Any other code means that nothing is known. */
export interface Meaning {
  /** The part is not configured. */
  readonly absent?: readonly string[];
  /** The resource itself does not exist. */
  readonly gone?: readonly string[];
}

export type NoPart = Exclude<PartReading, { kind: 'read' }>;

export function withoutAnswer(failed: Extract<Asked, { kind: 'failed' }>, gone: readonly string[]): NoPart {
  return gone.includes(failed.failure.code) ? { kind: 'gone' } : unreadCall(failed);
}

/** One part by one call. `value` takes it out of the answer. */
export async function readPart(
  reads: Reads,
  call: ApiCall,
  { absent = [], gone = [] }: Meaning,
  value: (output: JsonObject) => Json,
): Promise<PartReading> {
  const asked = await reads.ask(call);
  if (asked.kind === 'answered') return { kind: 'read', value: value(asked.output) };
  return absent.includes(asked.failure.code) ? { kind: 'read', value: null } : withoutAnswer(asked, gone);
}

/** One resource by one call. An answer that does not hold it, though nothing failed, means that it is gone. */
export async function lookUp(
  reads: Reads,
  call: ApiCall,
  gone: readonly string[],
  resource: (output: JsonObject) => Found | undefined,
): Promise<LookedUp> {
  const asked = await reads.ask(call);
  if (asked.kind === 'failed') return withoutAnswer(asked, gone);
  const found = resource(asked.output);
  return found ? { kind: 'found', found } : { kind: 'gone' };
}

/** A part that the list or the look-up has read already. */
export function fromEntry(value: (entry: JsonObject) => Json): PartReader {
  return (_reads, found) => Promise.resolve(found.map(({ entry }) => ({ kind: 'read', value: value(entry) })));
}

/** A part that takes calls of its own for each resource. */
export function forEach(read: (reads: Reads, found: Found) => Promise<PartReading>): PartReader {
  return (reads, found) => mapInParallel(found, (one) => read(reads, one));
}
