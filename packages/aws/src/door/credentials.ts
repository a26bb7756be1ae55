import type { CallFailure } from '@trueup/core';
import { lru } from './lru.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export type Credentials =
  | { readonly kind: 'credentials'; readonly credentials: AwsCredentials }
  | { readonly kind: 'failed'; readonly failure: CallFailure };

/** Credentials by key, each fetched once for all who ask at the same time. */
export interface CredentialCache {
  get(key: string, fetch: () => Promise<Credentials>): Credentials | Promise<Credentials>;
  clear(): void;
}

/** The SDK asks anew 5 minutes before the end; fetched a little earlier, its own question finds them here. */
const REFRESH_BEFORE_MS = 6 * 60_000;
/** A role that cannot be assumed is not tried for every call of a scan, nor is a refresh that fails. */
const SHORTEST_KEPT_MS = 5_000;
const MOST_CREDENTIALS = 2_000;

export function credentialCache(now: () => number = Date.now): CredentialCache {
  const entries = lru<Entry>(MOST_CREDENTIALS);

  const fetchFor = async (entry: Entry, fetch: () => Promise<Credentials>): Promise<Credentials> => {
    const fetched = await fetch().finally(() => (entry.fetching = undefined));
    const usable = entry.current?.kind === 'credentials' && expiresAt(entry.current) > now();
    // What is still valid serves on while a refresh fails; the next call tries again after a while.
    if (fetched.kind === 'credentials' || !usable) entry.current = fetched;
    const refreshAt = fetched.kind === 'credentials' ? expiresAt(fetched) - REFRESH_BEFORE_MS : 0;
    entry.askAgainAt = Math.max(refreshAt, now() + SHORTEST_KEPT_MS);
    return entry.current ?? fetched;
  };

  return {
    get(key, fetch) {
      const entry = entries.get(key) ?? { current: undefined, askAgainAt: 0, fetching: undefined };
      if (entry.current !== undefined && now() < entry.askAgainAt && !isExpired(entry.current, now())) {
        return entry.current;
      }
      entries.set(key, entry);
      return (entry.fetching ??= fetchFor(entry, fetch));
    },
    clear: () => entries.clear(),
  };
}

interface Entry {
  current: Credentials | undefined;
  askAgainAt: number;
  fetching: Promise<Credentials> | undefined;
}

function expiresAt(credentials: Extract<Credentials, { kind: 'credentials' }>): number {
  return credentials.credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY;
}

function isExpired(credentials: Credentials, now: number): boolean {
  return credentials.kind === 'credentials' && expiresAt(credentials) <= now;
}
