import { createHash } from 'node:crypto';
import type { Clock, Digest, Store } from '@trueup/core';
import type { Log } from '../log.ts';
import { postgresStore } from '../postgres-store.ts';
import { silentLog } from './silent-log.ts';

export const sha256: Digest = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
const systemClock: Clock = { now: () => new Date().toISOString() };

export async function openLabStore(
  connection: string,
  { clock = systemClock, log = silentLog }: { readonly clock?: Clock; readonly log?: Log } = {},
): Promise<Store> {
  return postgresStore({ connection, digest: sha256, clock, applicationName: 'trueup-test', log });
}
