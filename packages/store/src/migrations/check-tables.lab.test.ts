import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '@trueup/core';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { MIGRATION_LOCK } from './migrate.ts';

describe.each(labPostgresKinds())('whether a store is ready on $name', { timeout: 20_000 }, (kind) => {
  let postgres: LabPostgres;
  let url: string;
  let store: Store;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 30_000);
  afterAll(() => postgres.stop(), 30_000);
  beforeEach(async () => {
    url = await postgres.emptyDatabase();
    store = await openLabStore(url);
  });
  afterEach(() => store.close());

  it('a store is ready with the tables that this program knows', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
  });

  it('a store is not ready while another process changes the tables, and is again afterwards', async () => {
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    try {
      await other.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
      await expect(store.ping()).rejects.toMatchObject({ fault: 'migrating' });
      await other.query(`select pg_advisory_unlock(${MIGRATION_LOCK})`);
      await expect(store.ping()).resolves.toBeUndefined();
    } finally {
      await other.end();
    }
  });

  it('a store is not ready once a newer program has changed the tables', async () => {
    await runSql(url, `insert into trueup.migrations (number, name) values (1000, 'later')`);
    await expect(store.ping()).rejects.toMatchObject({ fault: 'newer-version' });
  });
});
