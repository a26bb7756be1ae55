const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
/** An IPv6 address that ends in the form of an IPv4 address. */
const LONGEST_ADDRESS = 45;

/**
 * An IP address as one text: its family (`4` or `6`), then 32 or 128 binary digits. The addresses of a block are those
 * whose text begins with the block's. Undefined where the text is no address; octets with leading zeros are none, since
 * some read them as octal.
 */
export function addressBits(text: string): string | undefined {
  if (text.length > LONGEST_ADDRESS) return undefined;
  const groups = text.includes(':') ? groupsOf(text) : undefined;
  if (groups) return `6${groups.map((group) => bitsOf(Number.parseInt(group, 16), 16)).join('')}`;
  const octets = octetsOf(text);
  return octets && `4${octets.map((octet) => bitsOf(octet, 8)).join('')}`;
}

const bitsOf = (value: number, width: number): string => value.toString(2).padStart(width, '0');

function octetsOf(text: string): number[] | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) return undefined;
  return octets.map(Number);
}

/** The eight groups of an IPv6 address. `::` stands for one group of zeros or more. */
function groupsOf(text: string): string[] | undefined {
  const inGroups = text.includes('.') ? withoutOctets(text) : text;
  if (inGroups === undefined) return undefined;
  const halves = inGroups.split('::').map((half) => (half === '' ? [] : half.split(':')));
  if (!halves.flat().every((group) => GROUP.test(group))) return undefined;
  const [head = [], tail] = halves;
  if (tail === undefined) return head.length === 8 ? head : undefined;
  const zeros = 8 - head.length - tail.length;
  return halves.length === 2 && zeros >= 1
    ? [...head, ...Array.from({ length: zeros }, () => '0'), ...tail]
    : undefined;
}

/** `::ffff:192.0.2.9` → `::ffff:c000:209` */
function withoutOctets(text: string): string | undefined {
  const start = text.lastIndexOf(':') + 1;
  const [a = 0, b = 0, c = 0, d = 0] = octetsOf(text.slice(start)) ?? [-1];
  if (a < 0) return undefined;
  return `${text.slice(0, start)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
