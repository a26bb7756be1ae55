const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x1000000000000000000013bn;
const MASK = (1n << 128n) - 1n;

/**
 * The idempotency token of an attempt, also used as a name: 39 letters, digits and dashes that begin with a letter,
 * which every API here takes. A hash (FNV-1a, 128 bits), for the attempt's own token may be longer than that.
 */
export function clientToken(token: string): string {
  let hash = OFFSET;
  for (const byte of utf16Bytes(token)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return `trueup-${hash.toString(16).padStart(32, '0')}`;
}

function* utf16Bytes(text: string): Generator<number> {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    yield unit & 0xff;
    yield unit >> 8;
  }
}
