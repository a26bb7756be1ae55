import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';
import type pg from 'pg';
import { asStoreError } from '../store-unavailable.ts';
import type { Tables } from '../tables.ts';

/** The pool, or one connection inside a transaction. */
export type Database = Kysely<Tables>;

export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: translating(pool) }) }).withSchema('trueup');
}

/** A statement whose text is always the same, without the cost of building it. */
export async function runRaw<Row = unknown>(
  db: Database,
  text: string,
  parameters: readonly unknown[],
): Promise<readonly Row[]> {
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]));
  return rows;
}

/** All or nothing on one connection. What is in a transaction already goes on in it. */
export async function inTransaction<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

/** The one place where errors of the driver become errors of our own. */
function translating(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      try {
        return translatingClient(await pool.connect());
      } catch (error) {
        throw asStoreError(error);
      }
    },
    end: () => pool.end(),
  };
}

function translatingClient(client: pg.PoolClient): PostgresPoolClient {
  function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: unknown, parameters: readonly unknown[] = []): unknown {
    // Kysely only uses cursors when the dialect is given a cursor class.
    if (typeof text !== 'string') throw new Error('cursors are not used here');
    return client.query(text, [...parameters]).catch((error: unknown) => {
      throw asStoreError(error);
    });
  }
  return { query, release: (discard?: boolean) => client.release(discard) };
}
