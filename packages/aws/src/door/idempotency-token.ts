import { hash } from 'node:crypto';

/** What every service with such a member takes: Secrets Manager wants 32 characters at least, EC2 64 at most. */
const ACCEPTED = /^[A-Za-z0-9-]{32,64}$/;

/** The token itself where AWS takes it, else a UUID made of its hash: the same text for the same token. */
export function idempotencyToken(token: string): string {
  if (ACCEPTED.test(token)) return token;
  return hash('sha256', token, 'hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
