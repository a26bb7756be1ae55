import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '@trueup/core';
import { postgresStore, startEmbeddedPostgres } from '@trueup/store';
import { sha256, systemClock } from './lab-engine.ts';

/** A store on an embedded PostgreSQL of its own, gone when it is closed. */
export async function labStore(): Promise<Store> {
  const directory = await mkdtemp(join(tmpdir(), 'trueup-lab-'));
  // As root, PostgreSQL runs as another user, who must be able to get there.
  await chmod(directory, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir: directory });
  const store = await postgresStore({
    connection: postgres.connectionString,
    digest: sha256,
    clock: systemClock,
    applicationName: 'trueup-lab',
  });
  return {
    ...store,
    async close() {
      await store.close();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
