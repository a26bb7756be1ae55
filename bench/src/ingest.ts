import { hash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '@trueup/engine';
import { postgresStore, startEmbeddedPostgres } from '@trueup/store';
import { peakMemory } from './bench-engine.ts';
import { ACTOR, ingestEngine, RULES } from './ingest-engine.ts';
import { insertFloor } from './ingest-floor.ts';
import { sampleFinding } from './ingest-sample.ts';
import { startServer, versionOf } from './start-server.ts';
import { machine, megabytes, perSecond, table } from './table.ts';

/**
 * Findings of some 2.6 KB through the whole engine, from the bytes of a file: split, parsed, checked, identified, ruled
 * by 50 automation rules, stored with history and audit records, published to 50 event rules, deliveries and all. The
 * floor is what one connection of the same store takes as bare rows of the same size.
 */
const COUNT = Number(process.argv[2] ?? 200_000);
const CHUNK = 200;
/** How often the same findings are sent again in the file of 2 GB. */
const REPEATED = 20_000;
const LARGE_BYTES = 2 * 1024 ** 3;

const sha256 = (text: string): string => hash('sha256', text);
const clock = { now: (): string => new Date().toISOString() };

/** JSON lines, as an export of Security Hub is kept. */
async function* lines(count: number, updatedAt: string, distinct = count): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < count; from += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, count - from) }, (_, index) => (from + index) % distinct);
    yield Buffer.from(numbers.map((number) => `${JSON.stringify(sampleFinding(number, updatedAt))}\n`).join(''));
  }
}

interface Run {
  readonly rate: number;
  readonly cpuMs: number;
}

async function run(engine: Engine, count: number, updatedAt: string, distinct?: number): Promise<Run> {
  const begun = performance.now();
  const used = process.cpuUsage();
  const told = await engine.operations.importStream(lines(count, updatedAt, distinct), { format: 'auto' }, ACTOR);
  if (told.rejectedTotal > 0) throw new Error(JSON.stringify(told.rejected[0]));
  const { user, system } = process.cpuUsage(used);
  return { rate: perSecond(count, performance.now() - begun), cpuMs: (user + system) / 1_000 / count };
}

const told = ({ rate, cpuMs }: Run): string => `${rate}/s (${cpuMs.toFixed(2)} ms of our CPU each)`;

async function measure(
  connection: string,
  asked: { readonly created: number; readonly large: boolean },
): Promise<readonly (readonly string[])[]> {
  const floor = await insertFloor(connection, COUNT / 4);
  const store = await postgresStore({ connection, applicationName: 'trueup-bench', clock, digest: sha256 });
  const engine = await ingestEngine(store, sha256);
  const worker = await engine.startWorker({ concurrency: 4, owner: 'bench:ingest' });
  try {
    const created = await run(engine, COUNT, '2026-01-02T00:00:00.000Z');
    const unchanged = await run(engine, COUNT, '2026-01-02T00:00:00.000Z');
    const updated = await run(engine, COUNT / 4, '2026-01-03T00:00:00.000Z');
    const { items } = await store.events.deliveries({ limit: 1000 });
    const ratio = (one: Run): string => (one.rate / floor).toFixed(2);
    const rows = [
      ['floor: the same rows by one connection', `${Math.round(floor)}/s`, '1.00', ''],
      [`${COUNT} new findings`, told(created), ratio(created), `≥ ${asked.created}/s`],
      [`${COUNT} again, unchanged`, told(unchanged), ratio(unchanged), '≥ 5000/s'],
      [`${COUNT / 4} with a later UpdatedAt`, told(updated), ratio(updated), ''],
      ['deliveries of them, at least', String(items.length), '', ''],
    ];
    return asked.large ? [...rows, await large(engine)] : rows;
  } finally {
    await worker.stop();
    await store.close();
  }
}

/** A file far larger than the memory: most of it says again what is known. */
async function large(engine: Engine): Promise<readonly string[]> {
  const [length] = [JSON.stringify(sampleFinding(0, '2026-01-04T00:00:00.000Z')).length + 1];
  const count = Math.ceil(LARGE_BYTES / length);
  const before = process.memoryUsage.rss();
  const { result, peak } = await peakMemory(() => run(engine, count, '2026-01-04T00:00:00.000Z', REPEATED));
  return [
    `a file of 2 GB, ${count} findings`,
    `${told(result)}, memory ${megabytes(before)} before, ${megabytes(peak)} at most`,
    '',
    'bounded',
  ];
}

const HEAD = ['what', 'measured', 'of the floor', 'asked'];

console.log(`${machine()}; ${RULES} automation rules and ${RULES} event rules active\n`);
const server = await startServer();
if (server) {
  console.log(
    `PostgreSQL ${server.version}\n\n${table(HEAD, await measure(server.connection, { created: 2_500, large: true }))}\n`,
  );
  await server.stop();
} else console.log('PostgreSQL is not installed: the embedded store alone is measured.\n');

const dataDir = await mkdtemp(join(tmpdir(), 'trueup-bench-'));
await chmod(dataDir, 0o711);
const embedded = await startEmbeddedPostgres({ dataDir });
try {
  const version = await versionOf(embedded.connectionString);
  const rows = await measure(embedded.connectionString, { created: 1_800, large: false });
  console.log(`embedded PostgreSQL ${version}\n\n${table(HEAD, rows)}`);
} finally {
  await embedded.stop();
  await rm(dataDir, { recursive: true, force: true });
}
