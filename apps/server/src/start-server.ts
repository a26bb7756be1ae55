import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ensureAdminToken } from './admin-token.ts';
import { listening, type ListeningOptions } from './access/listening.ts';
import type { AppOptions } from './http/app-options.ts';
import { createApp } from './http/create-app.ts';
import { alreadyRunning, announceServer, runningServer, withdrawServer } from './running-server.ts';

export interface ServerOptions extends Omit<AppOptions, 'adminToken'>, ListeningOptions {
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

/**
 * Listens, and makes itself known in the data directory. Rejects when a server already runs on it, and when other
 * machines would reach it without TLS.
 */
export async function startServer(options: ServerOptions): Promise<StartedServer> {
  const { dataDir, port = DEFAULT_PORT, log } = options;
  const { host, tls, trustedProxies } = await listening(options);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const running = await runningServer(dataDir);
  if (running) throw alreadyRunning(dataDir, running);
  const adminToken = await ensureAdminToken(dataDir);
  const app = await createApp({ ...options, adminToken }, { trustedProxies, ...(tls === undefined ? {} : { tls }) });
  await listen(app, host, port);
  const address = addressOf(app, tls === undefined ? 'http' : 'https');
  const server = { address, pid: process.pid, startedAt: new Date().toISOString() };
  try {
    await announceServer(dataDir, server);
  } catch (error) {
    await app.close();
    throw error;
  }
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
function addressOf(app: FastifyInstance, scheme: 'http' | 'https'): string {
  const { address, family, port } = app.server.address() as AddressInfo;
  if (address === '0.0.0.0' || address === '::') return `${scheme}://${LOOPBACK}:${port}`;
  return `${scheme}://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
