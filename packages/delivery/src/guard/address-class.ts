import { isIPv4, isIPv6 } from 'node:net';

/** What an address is for, after IANA's special-purpose registries. Only `public` ones are on the Internet. */
export type AddressClass =
  | 'public'
  | 'unspecified'
  | 'loopback'
  | 'link-local'
  | 'private'
  | 'shared'
  | 'multicast'
  | 'broadcast'
  | 'documentation'
  | 'reserved';

interface Block {
  readonly first: bigint;
  /** The bits of an address that are not of the prefix. */
  readonly shift: bigint;
  readonly class: AddressClass;
}

/** Of https://www.iana.org/assignments/iana-ipv4-special-registry, the narrower block first. */
const IPV4_BLOCKS = blocks(32n, ipv4Value, [
  ['0.0.0.0/32', 'unspecified'],
  ['0.0.0.0/8', 'reserved'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared'],
  ['127.0.0.0/8', 'loopback'],
  // Azure's own channel to a virtual machine: public by its number, answered by the host.
  ['168.63.129.16/32', 'link-local'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', 'reserved'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'reserved'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['255.255.255.255/32', 'broadcast'],
  ['240.0.0.0/4', 'reserved'],
]);

/** Of https://www.iana.org/assignments/iana-ipv6-special-registry, the narrower block first. */
const IPV6_BLOCKS = blocks(128n, ipv6Value, [
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['fe80::/10', 'link-local'],
  ['fc00::/7', 'private'],
  ['fec0::/10', 'private'],
  ['ff00::/8', 'multicast'],
  ['2001:db8::/32', 'documentation'],
  ['3fff::/20', 'documentation'],
  // Protocol assignments, Teredo among them: its addresses stand for others.
  ['2001::/23', 'reserved'],
  ['2000::/3', 'public'],
]);

/** IPv6 addresses that stand for an IPv4 address: mapped, NAT64 and 6to4. `shift`: the bits after it. */
const EMBEDDING = [
  { block: block(128n, ipv6Value, '::ffff:0:0/96', 'reserved'), shift: 0n },
  { block: block(128n, ipv6Value, '64:ff9b::/96', 'reserved'), shift: 0n },
  { block: block(128n, ipv6Value, '2002::/16', 'reserved'), shift: 80n },
];

/** What is no address at all is `reserved`, and so is every IPv6 block that is not assigned to the Internet. */
export function addressClass(address: string): AddressClass {
  if (isIPv4(address)) return ipv4Class(ipv4Value(address));
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return 'reserved';
  const value = ipv6Value(bare);
  const embedding = EMBEDDING.find(({ block: one }) => isIn(one, value));
  if (embedding) return ipv4Class((value >> embedding.shift) & 0xffff_ffffn);
  return IPV6_BLOCKS.find((one) => isIn(one, value))?.class ?? 'reserved';
}

function ipv4Class(value: bigint): AddressClass {
  return IPV4_BLOCKS.find((one) => isIn(one, value))?.class ?? 'public';
}

function isIn({ first, shift }: Block, value: bigint): boolean {
  return value >> shift === first >> shift;
}

function ipv4Value(address: string): bigint {
  return address.split('.').reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

function ipv6Value(address: string): bigint {
  const [before = '', after] = withoutDots(address).split('::');
  const head = words(before);
  const tail = words(after ?? '');
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array.from({ length: zeros }, () => 0n), ...tail].reduce(
    (value, word) => (value << 16n) | word,
    0n,
  );
}

/** With the dotted end of `::ffff:10.0.0.1` as two words. */
function withoutDots(address: string): string {
  const start = address.lastIndexOf(':') + 1;
  if (!address.includes('.', start)) return address;
  const value = ipv4Value(address.slice(start));
  return `${address.slice(0, start)}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
}

function words(text: string): bigint[] {
  return text === '' ? [] : text.split(':').map((word) => BigInt(`0x${word}`));
}

function blocks(width: bigint, read: (address: string) => bigint, list: readonly [string, AddressClass][]): Block[] {
  return list.map(([cidr, name]) => block(width, read, cidr, name));
}

function block(width: bigint, read: (address: string) => bigint, cidr: string, name: AddressClass): Block {
  const [address = '', bits = ''] = cidr.split('/');
  return { first: read(address), shift: width - BigInt(bits), class: name };
}
