import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.ts';

/** The bytes of a request's body as they came: the signature covers them. Reads no further than the limit. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limitBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new AwsError('SerializationException', 'The body ended before its end.', { cause: error });
  }
  if (size > limitBytes) throw tooLarge(limitBytes);
  return Buffer.concat(chunks);
}

function tooLarge(limitBytes: number): AwsError {
  return new AwsError('RequestEntityTooLargeException', `This request may have ${limitBytes} bytes.`, { status: 413 });
}
