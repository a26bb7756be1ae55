import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { JsonObject } from '@trueup/core';

/** A call of Slack's Web API, its arguments out of their form. */
interface SlackCall {
  readonly method: string;
  readonly token: string;
  readonly given: JsonObject;
}

export interface FakeSlack {
  readonly apiUrl: string;
  readonly calls: readonly SlackCall[];
  /** What the app answered, by envelope. */
  readonly acknowledged: ReadonlyMap<string, JsonObject>;
  /** How many sockets were opened so far. */
  opened(): number;
  /** Sends an envelope into the socket that is open, and tells its id. */
  send(type: string, payload: JsonObject): string;
  /** Says that the socket must be opened anew, as Slack does every few hours. */
  refresh(): void;
  /** Cuts the socket off without a word. */
  cut(): void;
  close(): void;
}

interface Known {
  readonly appToken: string;
  readonly botToken: string;
  readonly team: string;
}

/**
 * Slack as an app sees it by Socket Mode, for tests alone: `apps.connections.open` gives the address of a WebSocket,
 * which says hello and carries envelopes. Anyone who knows the tokens is let in.
 */
export async function fakeSlack(known: Known): Promise<FakeSlack> {
  const calls: SlackCall[] = [];
  const acknowledged = new Map<string, JsonObject>();
  const sockets = new Set<Socket>();
  const counted = { opened: 0, envelopes: 0 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const method = (request.url ?? '').replace('/api/', '');
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      calls.push({ method, token, given: formOf(Buffer.concat(chunks).toString('utf8')) });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(resultOf({ method, token, host, count: calls.length }, known)));
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    counted.opened += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    welcome(request, socket, acknowledged);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const tell = (message: JsonObject): void => {
    const socket = [...sockets].at(-1);
    if (!socket) throw new Error('no socket is open');
    socket.write(textFrame(JSON.stringify(message)));
  };
  return {
    apiUrl: `http://${host}/api/`,
    calls,
    acknowledged,
    opened: () => counted.opened,
    send(type, payload) {
      counted.envelopes += 1;
      const id = `envelope-${counted.envelopes}`;
      tell({ type, envelope_id: id, payload, accepts_response_payload: type !== 'events_api' });
      return id;
    },
    refresh: () => tell({ type: 'disconnect', reason: 'refresh_requested' }),
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

function resultOf(
  asked: { readonly method: string; readonly token: string; readonly host: string; readonly count: number },
  known: Known,
): JsonObject {
  const isOpening = asked.method === 'apps.connections.open';
  if (asked.token !== (isOpening ? known.appToken : known.botToken)) return { ok: false, error: 'invalid_auth' };
  if (isOpening) return { ok: true, url: `ws://${asked.host}/link/?ticket=secret-ticket` };
  if (asked.method === 'auth.test') return { ok: true, team_id: known.team, bot_id: 'B1' };
  return { ok: true, ts: `1700000000.${String(asked.count).padStart(6, '0')}` };
}

/** RFC 6455: the handshake; then Slack says hello. */
function welcome(request: IncomingMessage, socket: Socket, acknowledged: Map<string, JsonObject>): void {
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  readFrames(socket, (text) => {
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id: string; payload?: JsonObject };
    acknowledged.set(id, payload ?? {});
  });
  socket.write(textFrame(JSON.stringify({ type: 'hello', num_connections: 1 })));
}

/** Arguments come as a form, with JSON in the members that are no text. */
function formOf(body: string): JsonObject {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  );
}

/** RFC 6455: one text frame of a server, which is not masked. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text, 'utf8');
  const isShort = payload.length < 126;
  const header = Buffer.alloc(isShort ? 2 : 4);
  header[0] = 0x81;
  header[1] = isShort ? payload.length : 126;
  if (!isShort) header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}

/** Frames of a client are masked. Answers a ping, and a good-bye. */
function readFrames(socket: Socket, onText: (text: string) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = frameOf(rest); frame; frame = frameOf(rest)) {
      rest = rest.subarray(frame.length);
      if (frame.code === 0x1) onText(frame.payload.toString('utf8'));
      if (frame.code === 0x9) socket.write(Buffer.concat([Buffer.from([0x8a, frame.payload.length]), frame.payload]));
      if (frame.code === 0x8) socket.end(Buffer.concat([Buffer.from([0x88, frame.payload.length]), frame.payload]));
    }
  });
}

interface Frame {
  readonly code: number;
  readonly payload: Buffer;
  readonly length: number;
}

function frameOf(data: Buffer): Frame | undefined {
  if (data.length < 2) return undefined;
  const short = data.readUInt8(1) & 0x7f;
  const start = short === 126 ? 4 : 2;
  if (data.length < start + 4) return undefined;
  const size = short === 126 ? data.readUInt16BE(2) : short;
  const length = start + 4 + size;
  if (data.length < length) return undefined;
  const mask = data.subarray(start, start + 4);
  const payload = Buffer.from(data.subarray(start + 4, length).map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
  return { code: data.readUInt8(0) & 0x0f, payload, length };
}
