import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { processTag } from '../process/process-identity.ts';
import { codeOf } from '../store-unavailable.ts';

/** One connection that is held as long as the server is in use, so that no other process stops it meanwhile. */
export interface Attachment {
  readonly connectionString: string;
  /** Connections of others: of other processes, and of other attachments in this one. */
  countOthers(): Promise<number>;
  close(): Promise<void>;
}

const ANCHOR = 'trueup-anchor';
const LOOK_AGAIN_MS = 10;

interface Patience {
  /** In ms, as Date.now(). */
  readonly until: number;
  /** Wait only for a server that answers that it is starting up or shutting down. */
  readonly startingOnly?: boolean;
  /** Gives up at once; no connection is left. */
  readonly signal?: AbortSignal;
}

/** Connects, again and again while the server is not there yet. Rejects with the last error of the connection. */
export async function attach(socketFolder: string, patience: Patience): Promise<Attachment> {
  const connectionString = `postgresql://trueup@${encodeURIComponent(socketFolder)}/postgres`;
  for (;;) {
    const socket = new Socket();
    const client = new pg.Client({
      connectionString,
      application_name: `${ANCHOR} ${processTag}`,
      stream: () => socket,
    });
    // Nobody awaits this connection between its uses. Its end is seen by the next use.
    client.on('error', () => {});
    try {
      await client.connect();
    } catch (error) {
      if (!isWorthWaiting(error, patience)) throw error;
      await delay(LOOK_AGAIN_MS, undefined, patience.signal ? { signal: patience.signal } : {});
      continue;
    }
    if (patience.signal?.aborted) {
      await client.end();
      throw new Error('nobody waits for this connection any more');
    }
    // An idle connection is no reason for the process to live on.
    socket.unref();
    return attachment(client, socket, connectionString);
  }
}

function isWorthWaiting(error: unknown, { until, startingOnly = false }: Patience): boolean {
  // 57P03: cannot_connect_now, https://www.postgresql.org/docs/current/errcodes-appendix.html
  const code = codeOf(error) ?? '';
  // ECONNRESET: the server was killed as it took the connection; the next try finds nobody there.
  const waits = ['57P03', 'ECONNRESET'].includes(code) || (!startingOnly && ['ECONNREFUSED', 'ENOENT'].includes(code));
  return waits && Date.now() <= until;
}

function attachment(client: pg.Client, socket: Socket, connectionString: string): Attachment {
  return {
    connectionString,
    async countOthers() {
      socket.ref();
      // This process's own pools may still be closing.
      const { rows } = await client.query<{ others: number }>(
        `select count(*)::int as others from pg_stat_activity
          where backend_type = 'client backend' and pid <> pg_backend_pid()
            and (application_name not like $1 or application_name like $2)`,
        [`% ${processTag}`, `${ANCHOR} %`],
      );
      return rows[0]?.others ?? 0;
    },
    async close() {
      await client.end();
    },
  };
}
