/** A range of addresses of one version; an address is the range of itself. */
export interface IpNetwork {
  readonly version: 4 | 6;
  readonly first: bigint;
  /** How many leading bits all its addresses share. */
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/** `10.0.0.0/8`, `2001:db8::/32`, or one address. Bits after the prefix do not count. Undefined: none of these. */
export function ipNetwork(text: string): IpNetwork | undefined {
  const [address = '', length, ...more] = text.split('/', 3);
  const version = address.includes(':') ? 6 : 4;
  const number = version === 6 ? ipV6(address) : ipV4(address);
  if (number === undefined || more.length > 0) return undefined;
  if (length === undefined) return { version, first: number, prefix: BITS[version] };
  if (!/^\d{1,3}$/.test(length) || Number(length) > BITS[version]) return undefined;
  const free = BigInt(BITS[version] - Number(length));
  return { version, first: (number >> free) << free, prefix: Number(length) };
}

/** Whether all of `inner` lies in `outer`. */
export function isWithin(inner: IpNetwork, outer: IpNetwork): boolean {
  if (inner.version !== outer.version || inner.prefix < outer.prefix) return false;
  const free = BigInt(BITS[outer.version] - outer.prefix);
  return inner.first >> free === outer.first >> free;
}

/** In CIDR notation; of IPv6 all eight groups are written. */
export function ipNetworkText({ version, first, prefix }: IpNetwork): string {
  const [groups, bits, radix, between] = version === 4 ? ([4, 8, 10, '.'] as const) : ([8, 16, 16, ':'] as const);
  const mask = (1n << BigInt(bits)) - 1n;
  const parts = Array.from({ length: groups }, (_, index) =>
    ((first >> BigInt(bits * (groups - 1 - index))) & mask).toString(radix),
  );
  return `${parts.join(between)}/${prefix}`;
}

function ipV4(text: string): bigint | undefined {
  const parts = text.split('.', 5);
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((number, part) => (number << 8n) | BigInt(part), 0n);
}

/** Eight groups; `::` stands for those that are zero, and the last two may be written as an IPv4 address. */
function ipV6(text: string): bigint | undefined {
  const plain = text.length > 45 ? undefined : withoutDots(text);
  const halves = plain?.split('::') ?? [];
  const [head, tail] = halves.map(groupsOf);
  if (!head || halves.length > 2 || (halves.length === 2 && !tail)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return groups.reduce((number, group) => (number << 16n) | group, 0n);
}

/** With an IPv4 address at the end written as two groups. */
function withoutDots(text: string): string | undefined {
  const start = text.lastIndexOf(':') + 1;
  const last = text.slice(start);
  if (!last.includes('.')) return text;
  const address = ipV4(last);
  if (address === undefined) return undefined;
  return `${text.slice(0, start)}${(address >> 16n).toString(16)}:${(address & 0xffffn).toString(16)}`;
}

function groupsOf(text: string): readonly bigint[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  return parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part)) ? parts.map((part) => BigInt(`0x${part}`)) : undefined;
}
