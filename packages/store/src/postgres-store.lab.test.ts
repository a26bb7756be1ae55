import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from './lab/lab-postgres.ts';
import { openLabStore } from './lab/open-lab-store.ts';
import { sampleFinding } from './lab/samples.ts';
import { SCHEMA_VERSION } from './migrations/migrate.ts';
import { StoreUnavailable } from './store-unavailable.ts';

describe.each(labPostgresKinds())('opening the store on $name', { timeout: 30_000 }, (kind) => {
  let postgres: LabPostgres;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);

  it('many processes may open an empty database at once', async () => {
    const url = await postgres.emptyDatabase();
    const stores = await Promise.all([1, 2, 3, 4].map(() => openLabStore(url)));
    await Promise.all(stores.map((store) => store.findings.save([sampleFinding()])));
    expect(await stores[0]?.findings.count({})).toBe(4);
    await Promise.all(stores.map((store) => store.close()));
    const each = Array.from({ length: SCHEMA_VERSION }, (_none, index) => ({ number: index + 1 }));
    expect(await runSql(url, 'select number from trueup.migrations')).toEqual(each);
  });

  it('a store that a newer program has migrated is refused and left as it is', async () => {
    const url = await postgres.emptyDatabase();
    await (await openLabStore(url)).close();
    await runSql(url, `insert into trueup.migrations (number, name) values (${SCHEMA_VERSION + 1}, 'of the future')`);
    await expect(openLabStore(url)).rejects.toThrow(
      'The store is not available (newer-version): its tables have version ' +
        `${SCHEMA_VERSION + 1}, this program knows version ${SCHEMA_VERSION}`,
    );
  });

  it('a server that is not there is named as the cause', async () => {
    const failing = openLabStore('postgresql://nobody@%2Ftmp%2Fno-such-folder/none');
    await expect(failing).rejects.toThrow(StoreUnavailable);
    await expect(failing).rejects.toThrow(/^The store is not available \(cannot-connect\): .+$/);
  });
});
