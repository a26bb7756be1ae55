import { randomBytes } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { join } from 'node:path';
import type { ScriptJob } from '@trueup/core';
import type { GatewayDoor } from '../door/gateway-door.ts';
import { answerCall, type GatewayCall } from './answer-call.ts';
import { forwarder } from './forward.ts';
import type { WireAnswer } from './wire-answer.ts';

/** Of all requests of a script that are on their way. */
const MOST_BUFFERED = 256 * 1024 * 1024;
/** Of one script. Each is a descriptor of this process. */
const MOST_CONNECTIONS = 256;

/** One script's way to AWS, while it runs. */
interface GatewayGrant {
  /** The file name of its socket, for a sandbox. */
  readonly socket?: string;
  /** Of the loopback interface, without a sandbox. */
  readonly port: number;
  /** What makes boto3 and the JS SDK come here, when the gateway is at this port of 127.0.0.1 for them. */
  environment(port: number): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface ScriptGateway {
  /** `directory`: where the socket lies; without one the gateway listens on the loopback interface. */
  open(aws: NonNullable<ScriptJob['aws']>, directory?: string): Promise<GatewayGrant>;
}

/**
 * The way of scripts to AWS. Each has a listener of its own and credentials that are good for nothing else: the
 * gateway knows by them whose call it is, signs it anew as the script's session, and records it.
 */
export function scriptGateway(door: GatewayDoor): ScriptGateway {
  return {
    async open(aws, directory) {
      // Its own connections: a script that holds all it may have leaves the others theirs.
      const upstream = forwarder();
      const accessKeyId = `TRUEUP${randomBytes(16).toString('hex').toUpperCase()}`;
      const ended = new AbortController();
      const grant = { door, upstream, aws, accessKeyId, room: { bytes: MOST_BUFFERED }, signal: ended.signal };
      const server = createServer((incoming, response) => void serve({ ...grant, incoming }, response));
      server.maxConnections = MOST_CONNECTIONS;
      server.on('connect', (incoming, socket) => {
        // From here on no one else listens, and an error without a listener would end this process.
        socket.on('error', () => socket.destroy());
        void refuseTunnel({ ...grant, incoming }, socket);
      });
      const socket = directory === undefined ? undefined : `${accessKeyId.slice(-16)}.sock`;
      await listen(server, directory === undefined || socket === undefined ? undefined : join(directory, socket));
      return {
        ...(socket === undefined ? {} : { socket }),
        port: socket === undefined ? (server.address() as AddressInfo).port : 0,
        environment: (port) => environment(accessKeyId, aws, port),
        async close() {
          ended.abort();
          server.closeAllConnections();
          await new Promise((resolve) => server.close(resolve));
          upstream.close();
          if (directory !== undefined && socket !== undefined) rmSync(join(directory, socket), { force: true });
        },
      };
    },
  };
}

/** What a proxy is asked for when the target speaks TLS. Recorded and refused like any other request that is not for AWS. */
async function refuseTunnel(call: GatewayCall, socket: Duplex): Promise<void> {
  await answerCall(call);
  // The script may never close its end, and the listener could not close then.
  socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n', () => socket.destroy());
}

async function listen(server: Server, path: string | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    if (path === undefined) server.listen(0, '127.0.0.1', resolve);
    else server.listen(path, resolve);
  });
  // The directory is ours alone; in a sandbox the script's user connects.
  if (path !== undefined) chmodSync(path, 0o666);
}

function environment(
  accessKeyId: string,
  { scope }: NonNullable<ScriptJob['aws']>,
  port: number,
): Readonly<Record<string, string>> {
  const url = `http://127.0.0.1:${port}`;
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    // Any will do: the gateway signs anew.
    AWS_SECRET_ACCESS_KEY: 'held-by-the-gateway',
    AWS_REGION: scope.region,
    AWS_DEFAULT_REGION: scope.region,
    AWS_ENDPOINT_URL: url,
    // It is given the account's number as a prefix, which an address cannot take.
    AWS_ENDPOINT_URL_S3_CONTROL: `http://localhost:${port}`,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    // What is not AWS comes here too, where it is refused and recorded.
    ...Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, url])),
    NO_PROXY: '127.0.0.1,localhost,.localhost',
    no_proxy: '127.0.0.1,localhost,.localhost',
  };
}

async function serve(call: GatewayCall, response: ServerResponse): Promise<void> {
  const answer = await answerCall(call);
  if ('status' in answer) {
    write(answer, response);
    return;
  }
  if (response.destroyed) {
    // The script hung up meanwhile: there will be no other event that ends this.
    answer.upstream.destroy();
    return;
  }
  response.writeHead(answer.upstream.statusCode ?? 502, answer.headers);
  answer.upstream.on('error', () => response.destroy());
  response.on('close', () => answer.upstream.destroy());
  answer.upstream.pipe(response);
}

function write(answer: WireAnswer, response: ServerResponse): void {
  const body = Buffer.from(answer.body);
  const hasBody = answer.status !== 204 && response.req.method !== 'HEAD';
  response.writeHead(answer.status, { ...answer.headers, ...(hasBody ? { 'content-length': body.length } : {}) });
  response.end(hasBody ? body : undefined);
}
