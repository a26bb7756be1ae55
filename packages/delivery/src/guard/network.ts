import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';

/** How the outside is reached. */
export interface Network {
  /** `host` or `host:port`, as a URL spells them, IPv6 in brackets: may be reached whatever its address is. */
  readonly allowedHosts: readonly string[];
  /** All addresses of a host name or of an address. Absent: the system's resolver. Rejects with Node's error codes. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** Absent: 10 s for the whole of a request, redirects included. */
  readonly timeoutMs?: number;
}

export function systemResolve(host: string): Promise<readonly LookupAddress[]> {
  return lookup(host, { all: true, order: 'verbatim' });
}
