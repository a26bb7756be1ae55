import type { LookupAddress } from 'node:dns';
import { addressClass, type AddressClass } from './address-class.ts';
import { systemResolve, type Network } from './network.ts';

export interface NotAllowed {
  readonly kind: 'not-allowed';
  /** Names the host at most: the rest of an address may be a secret. */
  readonly reason: string;
}

/** A URL that may be sent to by its form. */
export interface Target {
  readonly kind: 'target';
  readonly url: URL;
  /** Allowed by name. */
  readonly isAllowed: boolean;
}

/** `base`: what a relative address is relative to. */
export function parseTarget(network: Network, text: string, base?: URL): Target | NotAllowed {
  const url = URL.parse(text, base?.href);
  if (!url) return { kind: 'not-allowed', reason: 'the address is no valid URL' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { kind: 'not-allowed', reason: 'the address must begin with https:// or http://' };
  }
  if (url.username !== '' || url.password !== '') {
    return { kind: 'not-allowed', reason: 'the address must not hold a user name or password' };
  }
  return { kind: 'target', url, isAllowed: isAllowed(network, url) };
}

function isAllowed({ allowedHosts }: Network, { protocol, hostname, port }: URL): boolean {
  const withPort = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return allowedHosts.some((entry) => {
    const name = entry.trim().toLowerCase();
    return name === hostname || name === withPort;
  });
}

/**
 * The addresses that may be connected to: all that the name stands for now, none when one of them is not public. What
 * connects must use these and not ask again, for the next answer may be another.
 */
export async function checkedAddresses(
  network: Network,
  { url, isAllowed: allowed }: Target,
): Promise<readonly LookupAddress[] | NotAllowed> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await (network.resolve ?? systemResolve)(host);
  if (allowed) return addresses;
  const inner = addresses.map(({ address }) => addressClass(address)).find((name) => name !== 'public');
  return inner === undefined ? addresses : { kind: 'not-allowed', reason: notPublic(url.hostname, inner) };
}

function notPublic(host: string, name: AddressClass): string {
  const article = /^[aeiou]/.test(name) ? 'an' : 'a';
  return `${host} has ${article} ${name} address, and is not among the hosts that this server allows by name`;
}
