import pg from 'pg';
import { messageOf, type Log } from '../log.ts';
import { processTag } from '../process/process-identity.ts';

/** Connections a process may hold at once, besides the queue's. */
const MOST_CONNECTIONS = 10;

/** The type's number in pg_type. */
const INT8 = 20;

/** PostgreSQL cuts a connection's name at 63 bytes; its end must stay whole. */
const LONGEST_NAME = 40;

/** `name <tag>`: the embedded store tells its own connections from others by the tag. */
function connectionName(applicationName: string): string {
  return `${applicationName.slice(0, LONGEST_NAME)} ${processTag}`;
}

/** What every connection of ours has in common; `connection` is a URL as in DATABASE_URL. */
export function connectionOptions(connection: string, applicationName: string): pg.ClientConfig {
  return {
    connectionString: connection,
    application_name: connectionName(applicationName),
    connectionTimeoutMillis: 10_000,
    // A lost machine is noticed by TCP; a stopped process must not keep rows locked.
    keepAlive: true,
    idle_in_transaction_session_timeout: 5_000,
  };
}

export function openPool(options: {
  readonly connection: string;
  readonly applicationName: string;
  readonly log: Log;
  /** Connections at once; MOST_CONNECTIONS when absent. */
  readonly most?: number;
}): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOptions(options.connection, options.applicationName),
    max: options.most ?? MOST_CONNECTIONS,
    types: { getTypeParser },
  });
  // An error on a connection that nobody is using at that moment would end the process. The next use finds it gone.
  const note = (error: Error): void => options.log.error({ error: messageOf(error) }, 'lost a connection to the store');
  pool.on('error', note);
  pool.on('connect', (client) => client.on('error', note));
  return pool;
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === INT8 && format !== 'binary') return safeInteger;
  return format === 'binary' ? pg.types.getTypeParser(oid, format) : pg.types.getTypeParser(oid, 'text');
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is beyond the integers that JavaScript can hold`);
  return value;
}
