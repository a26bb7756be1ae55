import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { credentialScope, readRequest as read, type ReadRequest } from './wire-request.ts';

const readRequest = (from: IncomingMessage, bytes = 1e9): Promise<ReadRequest> => read(from, { bytes });

function incoming(body: Buffer, headers: Readonly<Record<string, string>>, url = '/b/k?acl&a=b%20c'): IncomingMessage {
  return Object.assign(Readable.from(body.length === 0 ? [] : [body]), {
    method: 'PUT',
    url,
    headers,
  }) as unknown as IncomingMessage;
}

/** As the SDKs write it: pieces with their sizes, then what stands behind the body. */
function chunked(pieces: readonly Uint8Array[], trailer: string): Buffer {
  const parts = pieces.flatMap((piece) => [
    Buffer.from(`${piece.length.toString(16)};chunk-signature=${'0'.repeat(64)}\r\n`),
    Buffer.from(piece),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...parts, Buffer.from(`0;chunk-signature=${'0'.repeat(64)}\r\n${trailer}\r\n`)]);
}

test('a body in signed pieces becomes whole, whatever lies in it', async () => {
  const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(pieces, async (given) => {
      const headers = {
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
        'content-encoding': 'gzip,aws-chunked',
        'x-amz-decoded-content-length': '1',
        'x-amz-trailer': 'x-amz-checksum-crc32',
      };
      const got = await readRequest(incoming(chunked(given, 'x-amz-checksum-crc32:AAAAAA==\r\n'), headers));
      const request = got.kind === 'request' ? got.request : undefined;
      expect(request?.body).toEqual(Buffer.concat(given));
      expect(request?.headers).toEqual({
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
        'content-encoding': 'gzip',
        'x-amz-checksum-crc32': 'AAAAAA==',
      });
    }),
  );
});

test('path and query are taken apart, and the path stays as it was sent', async () => {
  expect(await readRequest(incoming(Buffer.from('x'), {}, '/b/a%2Fb?acl&a=b%20c&d=%'))).toMatchObject({
    request: {
      path: '/b/a%2Fb',
      query: [
        ['acl', ''],
        ['a', 'b c'],
        ['d', '%'],
      ],
      body: Buffer.from('x'),
    },
  });
});

test('a body without end is refused', async () => {
  const endless = incoming(Buffer.alloc(65 * 1024 * 1024), {});
  expect(await readRequest(endless)).toMatchObject({ kind: 'refused', code: 'EntityTooLarge' });
});

test('what all requests of a script hold together is limited', async () => {
  const room = { bytes: 100 };
  const first = await read(incoming(Buffer.alloc(60), {}), room);
  expect(first).toMatchObject({ kind: 'request', held: 60 });
  expect(await read(incoming(Buffer.alloc(60), {}), room)).toMatchObject({ kind: 'refused', held: 0 });
  expect(room.bytes).toBe(40);
});

test.each<[string | undefined, unknown]>([
  [
    'AWS4-HMAC-SHA256 Credential=TRUEUP1/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0',
    { accessKeyId: 'TRUEUP1', region: 'eu-west-1', signingName: 's3' },
  ],
  ['AWS4-HMAC-SHA256 Credential=K/20260101/evil.example/s3/aws4_request', undefined],
  ['AWS4-ECDSA-P256-SHA256 Credential=K/20260101/s3/aws4_request', undefined],
  ['Bearer x', undefined],
  [undefined, undefined],
])('%s is signed as %o', (authorization, scope) => {
  expect(credentialScope(authorization)).toEqual(scope);
});
