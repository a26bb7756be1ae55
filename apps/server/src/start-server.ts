import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ensureAdminToken } from './admin-token.ts';
import { createApp, type AppOptions } from './http/create-app.ts';
import { alreadyRunning, announceServer, runningServer, withdrawServer } from './running-server.ts';

export interface ServerOptions extends Omit<AppOptions, 'adminToken'> {
  /** 127.0.0.1 when absent: nobody else's machine reaches it. */
  readonly host?: string;
  /** DEFAULT_PORT when absent; 0 takes a free one. */
  readonly port?: number;
  readonly dataDir: string;
}

export interface StartedServer {
  /** Such as `http://127.0.0.1:4747`. */
  readonly address: string;
  /** Finishes the requests in hand and takes the announcement back. */
  close(): Promise<void>;
}

export const DEFAULT_PORT = 4747;
const LOOPBACK = '127.0.0.1';

/** Listens, and makes itself known in the data directory. Rejects when a server already runs on it. */
export async function startServer(options: ServerOptions): Promise<StartedServer> {
  const { dataDir, host = LOOPBACK, port = DEFAULT_PORT, log } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const running = await runningServer(dataDir);
  if (running) throw alreadyRunning(dataDir, running);
  const app = await createApp({ ...options, adminToken: await ensureAdminToken(dataDir) });
  await listen(app, host, port);
  const address = addressOf(app);
  const server = { address, pid: process.pid, startedAt: new Date().toISOString() };
  try {
    await announceServer(dataDir, server);
  } catch (error) {
    await app.close();
    throw error;
  }
  if (!isLoopback(host))
    log.warn({ host }, 'listening beyond this machine: end TLS before it, the token travels as it is');
  log.info({ address, dataDir }, 'the server listens');
  return {
    address,
    async close() {
      await withdrawServer(dataDir, server);
      await app.close();
      log.info({ address }, 'the server stopped');
    },
  };
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port, listenTextResolver: () => '' });
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`port ${port} on ${host} is taken: choose another with --port`, { cause: error });
  }
}

/** Where a client on this machine reaches it. */
function addressOf(app: FastifyInstance): string {
  const { address, family, port } = app.server.address() as AddressInfo;
  if (address === '0.0.0.0' || address === '::') return `http://${LOOPBACK}:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
