import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** Beyond this machine nothing travels in the clear. */
export interface ListeningOptions {
  /** 127.0.0.1 when absent: nobody else's machine reaches it. */
  readonly host?: string;
  /** PEM files of a certificate (chain) and its key: the server ends TLS itself. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Addresses (CIDR) of the proxies that end TLS before it; only they are believed whom they speak for. */
  readonly trustedProxies?: readonly string[];
}

export interface Listening {
  readonly host: string;
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly trustedProxies: readonly string[];
}

const LOOPBACK = '127.0.0.1';

/** Reads what is needed to listen. Rejects where others would reach the server without TLS. */
export async function listening(options: ListeningOptions): Promise<Listening> {
  const { host = LOOPBACK, tls, trustedProxies = [] } = options;
  for (const range of trustedProxies) checkRange(range);
  if (!isLoopback(host) && tls === undefined && trustedProxies.length === 0) {
    throw new Error(
      `--host ${host} is reached by other machines, and tokens would travel in the clear: ` +
        'leave --host out (this machine alone), give --tls-cert and --tls-key, ' +
        'or name the proxy that ends TLS with --trusted-proxy <cidr>',
    );
  }
  if (tls === undefined) return { host, trustedProxies };
  const [cert, key] = await Promise.all([readFile(tls.certificate, 'utf8'), readFile(tls.key, 'utf8')]);
  return { host, trustedProxies, tls: { cert, key } };
}

/** A range that holds everyone would let anyone say who he is. */
function checkRange(range: string): void {
  const [address = '', bits, ...rest] = range.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
  if (rest.length === 0 && family !== 0 && length >= 1 && length <= most) return;
  throw new Error(`--trusted-proxy ${range}: expected an address or a range such as 10.0.0.0/24`);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
