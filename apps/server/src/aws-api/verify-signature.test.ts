import { createHash, createHmac } from 'node:crypto';
import { SSMClient, StartAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { AwsError } from './aws-error.ts';
import { readClaim, verifySignature, type SignedRequest } from './verify-signature.ts';

const SERVED = ['ssm', 'events'];
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** A request as the SDK signs and sends it, caught before it leaves. */
async function signed(secret = SECRET): Promise<SignedRequest> {
  let caught: SignedRequest | undefined;
  const client = new SSMClient({
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:4748',
    credentials: { accessKeyId: 'AKTUEXAMPLE', secretAccessKey: secret },
    requestHandler: {
      handle: (request: { method: string; path: string; headers: Record<string, string>; body: Uint8Array }) => {
        const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
        caught = {
          ...request,
          query: '',
          headers: Object.fromEntries(headers) as Record<string, string>,
          body: Uint8Array.from(request.body),
        };
        return Promise.reject(new Error('caught'));
      },
    },
  });
  const command = new StartAutomationExecutionCommand({ DocumentName: 'Nap', Parameters: { Text: ['é  &='] } });
  await client.send(command).catch(() => undefined);
  if (!caught) throw new Error('the SDK sent nothing');
  return caught;
}

function errorOf(request: SignedRequest, now?: string, secret = SECRET): string {
  try {
    const claim = readClaim(request, SERVED);
    verifySignature(request, claim, secret, now ?? new Date().toISOString());
    return 'accepted';
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
}

const changed = (request: SignedRequest, headers: Record<string, string | undefined>): SignedRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
const authorization = ({ headers }: SignedRequest): string => String(headers['authorization']);

test('what the SDK signs is accepted, and says whose it is and for which region', async () => {
  const request = await signed();
  expect(errorOf(request)).toBe('accepted');
  expect(readClaim(request, SERVED)).toMatchObject({ accessKeyId: 'AKTUEXAMPLE', region: 'eu-west-1' });
});

test('a request that was signed step by step as the documentation says is accepted', () => {
  const body = Buffer.from('{}');
  const signedAt = '20260301T100000Z';
  const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
  const canonical = [
    'POST',
    '/',
    '',
    'host:localhost',
    `x-amz-date:${signedAt}`,
    'x-amz-target:AmazonSSM.ListDocuments',
    'x-other:a b',
    '',
    'host;x-amz-date;x-amz-target;x-other',
    sha256(body),
  ].join('\n');
  const scope = '20260301/us-gov-west-1/ssm/aws4_request';
  const key = scope
    .split('/')
    .reduce<string | Buffer>((last, part) => createHmac('sha256', last).update(part).digest(), `AWS4${SECRET}`);
  const signature = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${signedAt}\n${scope}\n${sha256(canonical)}`)
    .digest('hex');
  const request: SignedRequest = {
    method: 'POST',
    path: '/',
    query: '',
    body,
    headers: {
      host: 'localhost',
      'x-amz-date': signedAt,
      'x-amz-target': 'AmazonSSM.ListDocuments',
      'x-other': '  a   b ',
      authorization: `AWS4-HMAC-SHA256 Credential=AK/${scope},SignedHeaders=host;x-amz-date;x-amz-target;x-other,Signature=${signature}`,
    },
  };
  expect(errorOf(request, '2026-03-01T10:00:00.000Z')).toBe('accepted');
});

test('one changed byte anywhere is refused', async () => {
  const request = await signed();
  const body = Buffer.from(request.body);
  body[3] = (body[3] ?? 0) ^ 1;
  expect(errorOf({ ...request, body })).toBe('InvalidSignatureException');
  expect(errorOf({ ...request, method: 'PUT' })).toBe('InvalidSignatureException');
  expect(errorOf({ ...request, path: '/x' })).toBe('InvalidSignatureException');
  expect(errorOf(changed(request, { host: '127.0.0.1:4749' }))).toBe('InvalidSignatureException');
  expect(errorOf(changed(request, { 'x-amz-target': 'AmazonSSM.DeleteDocument' }))).toBe('InvalidSignatureException');
  const last = authorization(request).slice(-1);
  const other = authorization(request).slice(0, -1) + (last === '0' ? '1' : '0');
  expect(errorOf(changed(request, { authorization: other }))).toBe('InvalidSignatureException');
  const moved = authorization(request).replace('/eu-west-1/', '/eu-west-2/');
  expect(errorOf(changed(request, { authorization: moved }))).toBe('InvalidSignatureException');
  expect(errorOf(request, undefined, `${SECRET}x`)).toBe('InvalidSignatureException');
});

test('a signature is good for five minutes before and after its time', async () => {
  const request = await signed();
  const { signedAt } = readClaim(request, SERVED);
  const at = Date.parse(signedAt.replace(/^(.{4})(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const after = (seconds: number): string => errorOf(request, new Date(at + seconds * 1000).toISOString());
  expect([after(-300), after(300)]).toEqual(['accepted', 'accepted']);
  expect([after(-301), after(301)]).toEqual(['InvalidSignatureException', 'InvalidSignatureException']);
});

test('what decides about a request must be signed', async () => {
  const request = await signed();
  const without = (name: string): SignedRequest =>
    changed(request, { authorization: authorization(request).replace(new RegExp(`${name};|;${name}`), '') });
  for (const name of ['host', 'x-amz-date', 'x-amz-target']) {
    expect([name, errorOf(without(name))]).toEqual([name, 'InvalidSignatureException']);
  }
  expect(errorOf(changed(request, { 'x-amz-meta': 'added' }))).toBe('InvalidSignatureException');
});

test.each(['constructor', 'x-never-sent'])('a signed header that is not there is refused: %s', async (name) => {
  const request = await signed();
  const more = authorization(request).replace('SignedHeaders=', `SignedHeaders=${name};`);
  expect(errorOf(changed(request, { authorization: more }))).toBe('InvalidSignatureException');
  const message = (): unknown => readClaim(changed(request, { authorization: more }), SERVED);
  expect(message).toThrow(`'${name}' is a 'SignedHeader', but the request has no such header.`);
});

test.each<[string, Record<string, string | undefined>, string]>([
  ['no signature', { authorization: undefined }, 'MissingAuthenticationTokenException'],
  ['another scheme', { authorization: 'Bearer x' }, 'IncompleteSignatureException'],
  ['no parts', { authorization: 'AWS4-HMAC-SHA256 ' }, 'IncompleteSignatureException'],
  [
    'a short credential',
    { authorization: 'AWS4-HMAC-SHA256 Credential=AK/20260301, SignedHeaders=host, Signature=00' },
    'IncompleteSignatureException',
  ],
  ['no date', { 'x-amz-date': undefined }, 'IncompleteSignatureException'],
  ['a date that is none', { 'x-amz-date': 'now' }, 'IncompleteSignatureException'],
  ['the date of another day', { 'x-amz-date': '20010101T000000Z' }, 'InvalidSignatureException'],
])('%s is refused', async (_what, headers, code) => {
  expect(errorOf(changed(await signed(), headers))).toBe(code);
});

test('a signature is for one of the services that are served, and good for that one alone', async () => {
  const request = await signed();
  const other = authorization(request).replace('/ssm/', '/events/');
  expect(readClaim(changed(request, { authorization: other }), SERVED).service).toBe('events');
  expect(errorOf(changed(request, { authorization: other }))).toBe('InvalidSignatureException');
  expect(() => readClaim(request, ['events'])).toThrow("Credential should be scoped to correct service: 'events'.");
});

test('a query that was added is refused', async () => {
  expect(errorOf({ ...(await signed()), query: 'x=1' })).toBe('InvalidSignatureException');
});

test('a signature for another service is refused', async () => {
  const request = await signed();
  const other = authorization(request).replace('/ssm/', '/s3/');
  expect(errorOf(changed(request, { authorization: other }))).toBe('InvalidSignatureException');
});
