import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentials } from '../door/credentials.ts';
import type { AwsEndpoint } from './aws-endpoint.ts';
import type { WireRequest } from './wire-request.ts';

export interface Forwarder {
  /** The answer, its body still to be read. Throws what the connection throws. */
  send(request: WireRequest, to: Destination): Promise<IncomingMessage>;
  close(): void;
}

interface Destination {
  readonly endpoint: AwsEndpoint;
  readonly signingName: string;
  readonly credentials: AwsCredentials;
  readonly signal: AbortSignal;
}

/** Of a connection without any sign of life. */
const SILENCE_MS = 120_000;
/** What belongs to the script's own connection and signature. */
const OWN_HEADERS =
  /^(host|connection|keep-alive|proxy-.*|te|upgrade|expect|transfer-encoding|content-length|authorization|accept-encoding|x-amz-(date|security-token|content-sha256))$/;

export function forwarder(): Forwarder {
  const http = new HttpAgent({ keepAlive: true, maxSockets: 50 });
  const https = new HttpsAgent({ keepAlive: true, maxSockets: 50 });
  return {
    async send(request, { endpoint, signingName, credentials, signal }) {
      const { url } = endpoint;
      const signed = await sign(request, url, signingName, endpoint.signingRegion, credentials);
      const secure = url.protocol === 'https:';
      return new Promise((resolve, reject) => {
        const sent = (secure ? httpsRequest : httpRequest)(
          {
            protocol: url.protocol,
            hostname: url.hostname,
            port: url.port,
            agent: secure ? https : http,
            method: request.method,
            path: signed.target,
            headers: signed.headers,
            signal,
            timeout: SILENCE_MS,
          },
          resolve,
        );
        sent.on('error', reject);
        sent.on('timeout', () => sent.destroy(new Error(`no answer in ${SILENCE_MS / 1_000} s`)));
        sent.end(request.body);
      });
    },
    close() {
      http.destroy();
      https.destroy();
    },
  };
}

interface Signed {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function sign(
  request: WireRequest,
  url: URL,
  service: string,
  region: string,
  credentials: AwsCredentials,
): Promise<Signed> {
  const kept = Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.test(name));
  const path = `${url.pathname.replace(/\/$/, '')}${request.path}`;
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of request.query) {
    const before = query[name];
    query[name] = before === undefined ? value : [before, value].flat();
  }
  const signer = new SignatureV4({
    service,
    region,
    credentials,
    sha256: Sha256,
    // S3's keys stand in the path as they are.
    uriEscapePath: service !== 's3',
    applyChecksum: true,
  });
  const signed = await signer.sign({
    method: request.method,
    protocol: url.protocol,
    hostname: url.hostname,
    path,
    query,
    body: request.body,
    headers: { ...Object.fromEntries(kept), host: url.host, 'accept-encoding': 'identity' },
  });
  const search = request.query.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&');
  return {
    target: search === '' ? path : `${path}?${search}`,
    headers: { ...signed.headers, 'content-length': String(request.body.length) },
  };
}

/** As the signature counts it. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** What the signer takes for a hash. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }

  reset(): void {
    throw new Error('a hash is used once');
  }
}

function bytes(secret: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof secret === 'string') return Buffer.from(secret, 'utf8');
  return ArrayBuffer.isView(secret)
    ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
    : new Uint8Array(secret);
}
