import type { IncomingMessage } from 'node:http';

/** A request as an SDK in a script wrote it, its body whole. */
export interface WireRequest {
  readonly method: string;
  /** As it was sent, percent signs and all. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What the signature of a request says of itself. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The name that the service signs with, such as `elasticloadbalancing`. */
  readonly signingName: string;
}

/** `held`: what is to be given back to the room when the call is over. */
export type ReadRequest = { readonly held: number } & (
  | { readonly kind: 'request'; readonly request: WireRequest }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
);

/** A part of a multipart upload has at most a tenth of it unless the script says otherwise. */
const MOST_BODY = 64 * 1024 * 1024;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([\w-]{1,128})\/\d{8}\/([a-z0-9-]{1,40})\/([\w.-]{1,64})\/aws4_request/;

export function credentialScope(authorization: string | undefined): CredentialScope | undefined {
  const [, accessKeyId, region, signingName] = AUTHORIZATION.exec(authorization ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || signingName === undefined) return undefined;
  return { accessKeyId, region, signingName };
}

/** The memory that a script's requests have left. */
export interface RequestRoom {
  bytes: number;
  /** What the records of its calls have taken so far. */
  recorded?: number;
  /** The last record has been written. */
  full?: boolean;
}

export async function readRequest(incoming: IncomingMessage, room: RequestRoom): Promise<ReadRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  let held = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      size += chunk.length;
      // The rest is read and dropped, so that the answer finds its reader.
      if (size > MOST_BODY || room.bytes < chunk.length) continue;
      room.bytes -= chunk.length;
      held += chunk.length;
      chunks.push(chunk);
    }
  } catch (error) {
    room.bytes += held;
    throw error;
  }
  if (size > held) {
    const message = `the request has ${size} bytes; a script may send ${MOST_BODY} at once, and four times that in all its calls together (upload larger objects in parts)`;
    return { kind: 'refused', code: 'EntityTooLarge', message, held };
  }
  const [path = '/', search = ''] = split(incoming.url ?? '/', '?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const request = {
    method: incoming.method ?? 'GET',
    path,
    query: search === '' ? [] : search.split('&').map(pair),
    headers,
    body: Buffer.concat(chunks),
  };
  return { kind: 'request', request: isChunked(headers) ? unchunked(request) : request, held };
}

function pair(text: string): readonly [string, string] {
  const [name = '', value = ''] = split(text, '=');
  return [decoded(name), decoded(value)];
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // No percent encoding: then it stands for itself.
    return text;
  }
}

function split(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** S3's own way to sign a body piece by piece. The pieces' signatures are the script's, so they cannot go on. */
function isChunked(headers: Readonly<Record<string, string>>): boolean {
  return (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
}

const CRLF = '\r\n';

/** The body in one piece. A checksum that came behind it stands among the headers. */
function unchunked(request: WireRequest): WireRequest {
  const { body } = request;
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf(CRLF, at);
    const size = lineEnd < 0 ? 0 : Number.parseInt(body.toString('latin1', at, lineEnd), 16);
    at = lineEnd + CRLF.length;
    if (!(size > 0)) break;
    pieces.push(body.subarray(at, at + size));
    at += size + CRLF.length;
  }
  const headers: Record<string, string> = { ...request.headers };
  for (const line of body.toString('latin1', at).split(CRLF)) {
    const [name = '', value = ''] = split(line, ':');
    if (/^x-amz-checksum-/i.test(name)) headers[name.toLowerCase()] = value.trim();
  }
  const encodings = (headers['content-encoding'] ?? '').split(',').map((one) => one.trim());
  const kept = encodings.filter((one) => one !== 'aws-chunked' && one !== '');
  delete headers['content-encoding'];
  delete headers['x-amz-decoded-content-length'];
  delete headers['x-amz-trailer'];
  if (kept.length > 0) headers['content-encoding'] = kept.join(',');
  return { ...request, headers, body: Buffer.concat(pieces) };
}
