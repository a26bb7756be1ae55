import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { connectionOptions } from '../connection/open-pool.ts';
import { messageOf, type Log } from '../log.ts';
import { asStoreError } from '../store-unavailable.ts';
import { DUE_CHANNEL } from './due-channel.ts';

const CONNECT_AGAIN_MS = 500;

/**
 * Calls `wake` whenever executions may have become due, on a connection of its own that is made again when it is lost.
 * What was announced meanwhile is made up for by one call. Rejects when the first connection cannot be made.
 */
export async function listen(
  options: { readonly connection: string; readonly applicationName: string; readonly log: Log },
  wake: () => void,
): Promise<{ close(): Promise<void> }> {
  const closing = new AbortController();
  let current: pg.Client;
  try {
    current = await connected(options, wake);
  } catch (error) {
    throw asStoreError(error);
  }

  const again = async (): Promise<pg.Client | undefined> => {
    while (!closing.signal.aborted) {
      try {
        return await connected(options, wake);
      } catch (error) {
        options.log.error({ error: messageOf(error) }, 'nobody is told of due executions; connecting again');
        await delay(CONNECT_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
    return undefined;
  };

  const keepListening = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await ended(current, closing.signal);
      if (closing.signal.aborted) break;
      const next = await again();
      if (next) current = next;
      wake();
    }
  };
  const listening = keepListening();

  return {
    async close() {
      closing.abort();
      await listening;
      await current.end().catch((error: unknown) => {
        options.log.info({ error: messageOf(error) }, 'the connection that listened was lost before it was closed');
      });
    },
  };
}

async function connected(
  { connection, applicationName, log }: Parameters<typeof listen>[0],
  wake: () => void,
): Promise<pg.Client> {
  const client = new pg.Client(connectionOptions(connection, applicationName));
  client.on('error', (error: Error) => log.error({ error: messageOf(error) }, 'lost the connection that listens'));
  client.on('notification', wake);
  try {
    await client.connect();
    await client.query(`listen ${DUE_CHANNEL}`);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

function ended(client: pg.Client, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      client.off('end', done);
      closing.removeEventListener('abort', done);
      resolve();
    };
    client.on('end', done);
    closing.addEventListener('abort', done);
    if (closing.aborted) done();
  });
}
