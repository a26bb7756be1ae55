import { createHmac } from 'node:crypto';
import type { Instant } from '@trueup/core';

export interface Signing {
  readonly id: string;
  /** The bytes that are sent, as text. */
  readonly body: string;
  readonly at: Instant;
  /** `whsec_` and base64, or any other text, whose UTF-8 bytes are the key. Absent: no signature. */
  readonly secret?: string;
}

/**
 * The headers of Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks): every attempt has the same
 * id and a time and signature of its own.
 */
export function signedHeaders({ id, body, at, secret }: Signing): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.parse(at) / 1_000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === undefined) return headers;
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}

const ENCODED = 'whsec_';

function keyOf(secret: string): Buffer {
  return secret.startsWith(ENCODED) ? Buffer.from(secret.slice(ENCODED.length), 'base64') : Buffer.from(secret, 'utf8');
}
