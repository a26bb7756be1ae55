import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStore, startEmbeddedPostgres } from '@trueup/store';
import { manyFindings } from '@trueup/testing/many-findings';

export interface FilledPostgres {
  readonly connection: string;
  /** How long it took to fill. */
  readonly seconds: number;
  close(): Promise<void>;
}

/** A PostgreSQL with so many findings in it. */
export async function filledPostgres(count: number): Promise<FilledPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-million-'));
  // As root, PostgreSQL runs as another user, who must be able to get there.
  await chmod(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir });
  const connection = postgres.connectionString;
  const close = async (): Promise<void> => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const begun = performance.now();
  try {
    const clock = { now: () => new Date().toISOString() };
    const store = await postgresStore({ connection, applicationName: 'trueup-e2e', clock, digest: sha256 });
    try {
      await manyFindings(store, connection, count, sha256);
    } finally {
      await store.close();
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { connection, seconds: (performance.now() - begun) / 1000, close };
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
