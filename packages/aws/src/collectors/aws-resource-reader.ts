import {
  homeRegion,
  type Clock,
  type Door,
  type Instant,
  type Json,
  type Listed,
  type Reading,
  type ReadOptions,
  type ResourceReader,
  type ResourceRef,
  type Scope,
  type Snapshot,
  type UnreadPart,
} from '@trueup/core';
import { CHUNK, type Collector, type Found, type Listing, type PartReading, type Unread } from './collector.ts';
import { collectors } from './collectors.ts';
import { UnexpectedAnswer } from './members.ts';
import { openReads, type Reads } from './reads.ts';

/**
 * Reads resources through the door. Lists stream: at most one page of AWS's answer and the parts of CHUNK resources
 * are held. Snapshots come in the order of AWS's list.
 */
export function awsResourceReader({ door, clock }: { readonly door: Door; readonly clock: Clock }): ResourceReader {
  return {
    types: () => collectors.map(({ type, scope, parts }) => ({ type, scope, parts: Object.keys(parts) })),
    list(scope, type, options) {
      const collector = collectorOf(type);
      const parts = partsOf(collector, options);
      return list(collector, openReads(door, scope, options.journal), parts, clock);
    },
    read(resource, options) {
      const collector = collectorOf(resource.type);
      const parts = partsOf(collector, options);
      const { accountId, region, partition } = resource;
      const reads = openReads(door, { accountId, region, partition }, options.journal);
      return read(collector, reads, resource, parts, clock.now());
    },
  };
}

function collectorOf(type: string): Collector {
  const collector = collectors.find((one) => one.type === type);
  if (!collector) {
    throw new Error(`no collector reads ${type}: expected ${collectors.map((one) => one.type).join(', ')}`);
  }
  return collector;
}

function partsOf(collector: Collector, options: ReadOptions): readonly string[] {
  const known = Object.keys(collector.parts);
  const strange = options.parts?.find((part) => !known.includes(part));
  if (strange !== undefined) {
    throw new Error(`${collector.type} has no part ${strange}: expected ${known.join(', ')}`);
  }
  return options.parts ?? known;
}

async function* list(
  collector: Collector,
  reads: Reads,
  parts: readonly string[],
  clock: Clock,
): AsyncGenerator<Listed> {
  try {
    // Taken before the page is asked for: a change that comes later is never held to be seen already.
    let takenAt = clock.now();
    for await (const listing of collector.list(reads)) {
      yield* listed(collector, reads, parts, takenAt, listing);
      takenAt = clock.now();
    }
  } catch (error) {
    yield unreadAnswer(error, collector);
  }
}

async function* listed(
  collector: Collector,
  reads: Reads,
  parts: readonly string[],
  takenAt: Instant,
  listing: Listing,
): AsyncGenerator<Listed> {
  if (listing.kind === 'unread') {
    yield listing;
    return;
  }
  for (let at = 0; at < listing.found.length; at += CHUNK) {
    const chunk = listing.found.slice(at, at + CHUNK);
    const readings = await readParts(collector, reads, parts, chunk);
    for (const [index, found] of chunk.entries()) {
      const snapshot = snapshotOf(resourceOf(collector, reads.scope, found), takenAt, readings, index);
      if (snapshot) yield { kind: 'snapshot', snapshot };
    }
  }
}

async function read(
  collector: Collector,
  reads: Reads,
  resource: ResourceRef,
  parts: readonly string[],
  takenAt: Instant,
): Promise<Reading> {
  try {
    const look = await collector.find(reads, resource);
    if (look.kind !== 'found') return look;
    // The same name under another ARN (such as a role on another path) is another resource.
    if (look.found.arn !== resource.arn) return { kind: 'gone' };
    const snapshot = snapshotOf(resource, takenAt, await readParts(collector, reads, parts, [look.found]), 0);
    return snapshot ? { kind: 'read', snapshot } : { kind: 'gone' };
  } catch (error) {
    return unreadAnswer(error, collector);
  }
}

function unreadAnswer(error: unknown, { type }: Collector): Unread {
  if (!(error instanceof UnexpectedAnswer)) throw error;
  return { kind: 'unread', reason: 'unexpected-answer', detail: `${type}: ${error.message}` };
}

/** A part's name and one reading a resource, in the order of the resources. */
type Readings = readonly (readonly [part: string, readings: readonly PartReading[]])[];

async function readParts(
  collector: Collector,
  reads: Reads,
  parts: readonly string[],
  chunk: readonly Found[],
): Promise<Readings> {
  const readable = chunk.filter((found) => !found.unread);
  const all: [string, readonly PartReading[]][] = [];
  for (const part of parts) {
    const reader = collector.parts[part];
    if (!reader) throw new Error(`${collector.type} has no part ${part}`);
    const readings = readable.length === 0 ? [] : await reader(reads, readable);
    let at = 0;
    all.push([part, chunk.map((found) => found.unread ?? readingAt(readings, at++, part))]);
  }
  return all;
}

function readingAt(readings: readonly PartReading[], index: number, part: string): PartReading {
  const reading = readings[index];
  if (reading === undefined) throw new Error(`the reader of ${part} answered fewer readings than resources`);
  return reading;
}

function resourceOf({ type, scope }: Collector, place: Scope, { id, arn }: Found): ResourceRef {
  const region = scope === 'global' ? homeRegion(place.partition) : place.region;
  return { arn, type, id, accountId: place.accountId, region, partition: place.partition };
}

/** Undefined when the resource went away while its parts were read. */
function snapshotOf(resource: ResourceRef, takenAt: Instant, readings: Readings, index: number): Snapshot | undefined {
  const configuration: Record<string, Json> = {};
  const unread: UnreadPart[] = [];
  for (const [part, partReadings] of readings) {
    const reading = readingAt(partReadings, index, part);
    if (reading.kind === 'gone') return undefined;
    if (reading.kind === 'read') configuration[part] = reading.value;
    else unread.push({ part, reason: reading.reason, detail: reading.detail });
  }
  return { resource, takenAt, configuration, unread };
}
