import { setImmediate as nextTurn } from 'node:timers/promises';
import { identify, jsonValues, type Actor, type Asff, type IdentifyContext, type OcsfContext } from '@trueup/core';
import { identifyContext } from '../finding/import-findings.ts';
import type { EngineParts } from '../parts.ts';
import { importBatch } from './import-batch.ts';
import { readGiven, type FindingFormat } from './read-given.ts';

export interface StreamOptions {
  readonly format: FindingFormat;
  /** What holds for OCSF events that do not say it; absent: partition aws, us-east-1. */
  readonly ocsf?: OcsfContext;
}

/** What stands at a place of the stream and was not taken in. */
interface Rejection {
  /** The finding's place in the stream, from 0. */
  readonly index: number;
  /** Such as `Resources[0].Type`; `finding` where it is about the whole. */
  readonly field: string;
  /** Goes on from the field: `must be one of …`. */
  readonly reason: string;
}

export interface StreamImported {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** The first ones, at most 100. */
  readonly rejected: readonly Rejection[];
  readonly rejectedTotal: number;
}

const MOST_REJECTIONS = 100;
const BATCH_FINDINGS = 200;
/** Twenty findings of the largest kind fill a batch as well. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;
const MOST_IN_FLIGHT = 2;
/** Between two pieces others get their turn. */
const PIECE_BYTES = 256 * 1024;
const USUAL_PLACE: OcsfContext = { partition: 'aws', region: 'us-east-1' };

/**
 * Takes in findings from bytes of any length: whatever jsonValues splits, each value ASFF or OCSF. A bad value is
 * rejected alone. Holds three batches and a chunk at most; two batches are written at a time, but never two with the
 * same finding, so that the later of a finding's reports comes after the earlier. Rejects when the store fails or the
 * bytes end in an error; what was written before stays, and importing it again changes nothing.
 */
export async function importStream(
  parts: EngineParts,
  chunks: AsyncIterable<Uint8Array>,
  options: StreamOptions,
  actor: Actor,
): Promise<StreamImported> {
  const tally = newTally();
  const writer = batchWriter(parts, tally, actor);
  const values = jsonValues();
  const take = async (found: ReturnType<typeof values.push>): Promise<void> => {
    for (const value of found) {
      if (value.kind === 'fault') tally.reject({ index: value.index, field: 'finding', reason: value.reason });
      else await takeText(parts, value, options, { tally, writer });
    }
  };
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        await take(values.push(chunk.subarray(at, at + PIECE_BYTES)));
        await nextTurn();
      }
    }
    await take(values.end());
    await writer.flush();
  } finally {
    // Nothing is still being written when the caller learns of a failure.
    await writer.settle();
  }
  return tally.total();
}

async function takeText(
  { clock }: EngineParts,
  { index, text }: { readonly index: number; readonly text: string },
  { format, ocsf = USUAL_PLACE }: StreamOptions,
  { tally, writer }: { readonly tally: Tally; readonly writer: BatchWriter },
): Promise<void> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return tally.reject({ index, field: 'finding', reason: `is not JSON: ${error.message}` });
  }
  const reading = readGiven(value, { format, ocsf, now: clock.now(), bytes: text.length });
  if (reading.kind === 'rejected') return tally.reject({ index, field: reading.field, reason: reading.reason });
  await writer.add({ index, asff: reading.asff, length: text.length });
}

interface Read {
  readonly index: number;
  readonly asff: Asff;
  /** In characters. */
  readonly length: number;
}

interface BatchWriter {
  /** Waits while too much is under way; rejects when a batch before failed. */
  add(read: Read): Promise<void>;
  flush(): Promise<void>;
  settle(): Promise<void>;
}

function batchWriter(parts: EngineParts, tally: Tally, actor: Actor): BatchWriter {
  const context = identifyContext(parts);
  let gathered: Read[] = [];
  let length = 0;
  let failure: { readonly error: unknown } | undefined;
  const inFlight = new Map<Promise<void>, ReadonlySet<string>>();

  const write = async (batch: readonly Read[]): Promise<void> => {
    const outcomes = await importBatch(
      parts,
      batch.map(({ asff }) => asff),
      actor,
    );
    batch.forEach(({ index }, at) => {
      const outcome = outcomes[at];
      if (outcome?.kind === 'refused') tally.reject({ index, field: 'finding', reason: outcome.reason });
      else if (outcome) tally.count(outcome.kind);
    });
  };

  const send = async (): Promise<void> => {
    if (gathered.length === 0) return;
    const [batch, keys] = [gathered, keysOf(gathered, parts, context)];
    [gathered, length] = [[], 0];
    const inTheWay = (): Promise<void>[] =>
      [...inFlight].flatMap(([writing, others]) => ([...keys].some((key) => others.has(key)) ? [writing] : []));
    while (!failure && (inFlight.size >= MOST_IN_FLIGHT || inTheWay().length > 0)) {
      await Promise.race(inFlight.size >= MOST_IN_FLIGHT ? inFlight.keys() : inTheWay());
    }
    if (failure) throw failure.error;
    const writing: Promise<void> = write(batch)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => inFlight.delete(writing));
    inFlight.set(writing, keys);
  };

  const settle = async (): Promise<void> => {
    await Promise.all(inFlight.keys());
  };

  return {
    async add(read) {
      if (failure) throw failure.error;
      gathered.push(read);
      length += read.length;
      if (gathered.length >= BATCH_FINDINGS || length >= BATCH_CHARACTERS) await send();
    },
    async flush() {
      await send();
      await settle();
      if (failure) throw failure.error;
    },
    settle,
  };
}

/** Two reports with a key in common are about one finding. */
function keysOf(batch: readonly Read[], { clock }: EngineParts, context: IdentifyContext): ReadonlySet<string> {
  const now = clock.now();
  return new Set(batch.flatMap(({ asff }) => [identify(asff, now, context).id, `${asff.ProductArn}/${asff.Id}`]));
}

interface Tally {
  count(kind: 'created' | 'updated' | 'unchanged'): void;
  reject(rejection: Rejection): void;
  total(): StreamImported;
}

function newTally(): Tally {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const rejected: Rejection[] = [];
  let rejectedTotal = 0;
  return {
    count(kind) {
      counts[kind] += 1;
    },
    reject(rejection) {
      rejectedTotal += 1;
      if (rejected.length < MOST_REJECTIONS) rejected.push(rejection);
    },
    total: () => ({ ...counts, rejected: rejected.toSorted((a, b) => a.index - b.index), rejectedTotal }),
  };
}
