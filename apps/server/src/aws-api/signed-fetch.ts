import { createHash, createHmac } from 'node:crypto';

/** A request whose every part a test chooses, signed step by step as the documentation of SigV4 says. */
export interface TestRequest {
  readonly service: string;
  readonly method?: string;
  /** As it is sent, query included. */
  readonly url?: string;
  /** As they are signed; what is sent when absent. */
  readonly canonicalPath?: string;
  readonly canonicalQuery?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface TestKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export async function signedFetch(address: string, key: TestKey, request: TestRequest): Promise<Response> {
  const { service, method = 'POST', url = '/', body } = request;
  const [path = '', query = ''] = url.split('?');
  const at = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const headers: Record<string, string> = { host: new URL(address).host, 'x-amz-date': at, ...request.headers };
  const names = Object.keys(headers).sort();
  const canonical = [
    method,
    request.canonicalPath ?? path,
    request.canonicalQuery ?? query,
    ...names.map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    names.join(';'),
    sha256(body ?? ''),
  ].join('\n');
  const scope = `${at.slice(0, 8)}/eu-west-1/${service}/aws4_request`;
  const signingKey = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${key.secretAccessKey}`);
  const signature = hmac(signingKey, ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n')).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return fetch(`${address}${url}`, {
    method,
    headers: { ...headers, authorization },
    ...(body === undefined ? {} : { body }),
  });
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
