import type { Readable, Writable } from 'node:stream';
import type { Actor } from '@trueup/core';
import type { Log } from '@trueup/engine';
import { exportStore, importStore, postgresStore, startEmbeddedPostgres, type TransferCounts } from '@trueup/store';
import { sha256 } from './compose.ts';

export interface TransferPlace {
  /** Where the embedded PostgreSQL lives. */
  readonly dataDir: string;
  /** A PostgreSQL server instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  readonly log: Log;
}

/** Writes the whole store as it is at one moment, and ends the stream. Others may go on working meanwhile. */
export function exportTo(to: Writable, place: TransferPlace): Promise<TransferCounts> {
  return withStore(place, (connection) => exportStore({ connection, log: place.log }, to));
}

/** Fills an empty store, whole or not at all, and records who did. Rejects with ImportRefused. */
export function importFrom(from: Readable, place: TransferPlace, actor: Actor): Promise<TransferCounts> {
  return withStore(place, async (connection) => {
    const counts = await importStore({ connection, log: place.log }, from);
    await recordImport(connection, counts, actor, place.log);
    return counts;
  });
}

async function recordImport(connection: string, counts: TransferCounts, actor: Actor, log: Log): Promise<void> {
  const clock = { now: () => new Date().toISOString() };
  const store = await postgresStore({ connection, digest: sha256, clock, applicationName: 'trueup-import', log });
  try {
    const subject = { kind: 'store', id: 'trueup' } as const;
    await store.records.append([
      { at: clock.now(), actor, action: 'store.imported', subject, detail: { rows: counts } },
    ]);
  } finally {
    await store.close();
  }
}

async function withStore<T>(
  { dataDir, databaseUrl, log }: TransferPlace,
  work: (connection: string) => Promise<T>,
): Promise<T> {
  if (databaseUrl !== undefined) return work(databaseUrl);
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  try {
    return await work(postgres.connectionString);
  } finally {
    await postgres.stop();
  }
}
