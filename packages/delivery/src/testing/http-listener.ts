import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { CERTIFICATE } from './certificate.ts';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Listener {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /** Every request so far, in order. */
  readonly seen: readonly Seen[];
}

const open = new Set<Server>();

/** For the end of every test that made listeners. */
export function closeHttpListeners(): void {
  for (const server of open) {
    server.closeAllConnections();
    server.close();
  }
  open.clear();
}

/** A real server on this machine; with `isTls` one that shows the certificate of `tls.example`. */
export async function httpListener(
  answer: (response: ServerResponse, request: Seen) => void = (response) => void response.end(),
  { address = '127.0.0.1', isTls = false }: { readonly address?: string; readonly isTls?: boolean } = {},
): Promise<Listener> {
  const seen: Seen[] = [];
  const take: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      seen.push(one);
      answer(response, one);
    });
  };
  const server = isTls ? createTlsServer(CERTIFICATE, take) : createServer(take);
  await new Promise<void>((resolve) => void server.listen(0, address, resolve));
  open.add(server);
  const { port } = server.address() as AddressInfo;
  const host = `${address.includes(':') ? `[${address}]` : address}:${port}`;
  return { host, port, url: `${isTls ? 'https' : 'http'}://${host}`, seen };
}
