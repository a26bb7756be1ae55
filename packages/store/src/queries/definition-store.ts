import type { DefinitionKind, Definitions, DefinitionStore } from '@trueup/core';
import { sql } from 'kysely';
import { inTransaction, type Database } from '../connection/database.ts';

export function postgresDefinitionStore(db: Database): DefinitionStore {
  return {
    async list<K extends DefinitionKind>(kind: K) {
      const rows = await db
        .selectFrom('definitions')
        .select(['key', 'body'])
        .where('kind', '=', kind)
        .orderBy('key')
        .execute();
      return rows.map(({ key, body }) => ({ key, value: body as Definitions[K] }));
    },

    async get<K extends DefinitionKind>(kind: K, key: string) {
      const row = await db
        .selectFrom('definitions')
        .select('body')
        .where('kind', '=', kind)
        .where('key', '=', key)
        .$if(db.isTransaction, (query) => query.forUpdate())
        .executeTakeFirst();
      return row && (row.body as Definitions[K]);
    },

    put: (kind, key, value) =>
      inTransaction(db, async (tx) => {
        await raiseVersion(tx, kind);
        const body = JSON.stringify(value);
        await tx
          .insertInto('definitions')
          .values({ kind, key, body })
          .onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet({ body }))
          .execute();
      }),

    remove: (kind, key) =>
      inTransaction(db, async (tx) => {
        await raiseVersion(tx, kind);
        const { numDeletedRows } = await tx
          .deleteFrom('definitions')
          .where('kind', '=', kind)
          .where('key', '=', key)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }),

    async version(kinds) {
      const { rows } = await sql<{ version: number }>`
        select coalesce(sum(version), 0)::bigint as version from trueup.definition_versions
        where kind = any(${[...kinds]}::text[])`.execute(db);
      return rows[0]?.version ?? 0;
    },
  };
}

/** Changes of one kind wait for each other here, so whoever reads a version reads all that led to it. */
async function raiseVersion(tx: Database, kind: DefinitionKind): Promise<void> {
  await sql`
    insert into trueup.definition_versions as stored (kind, version) values (${kind}, 1)
    on conflict (kind) do update set version = stored.version + 1`.execute(tx);
}
