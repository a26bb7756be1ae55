import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** OWASP's Password Storage Cheat Sheet, the row of 64 MB: N = 2^16, r = 8, p = 2. */
const COST = { N: 65_536, r: 8, p: 2 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** What a stored cost may ask of this process. */
const MOST_MEMORY_BYTES = 512 * 1024 * 1024;
const FORM = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

/** `scrypt$N$r$p$salt$key`: the cost is kept, so that it can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(normal(password), salt, KEY_BYTES, { ...COST, maxmem: MOST_MEMORY_BYTES });
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/**
 * Whether it is the password of this hash. Without a hash it costs as much as with one, and the answer is no: who has a
 * password, and who exists, cannot be told by the clock.
 */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const parts = FORM.exec(hash ?? '');
  const [, N, r, p, salt = '', expected = ''] = parts ?? [];
  const cost = parts ? { N: Number(N), r: Number(r), p: Number(p) } : COST;
  const key = await derive(normal(password), Buffer.from(salt, 'base64url'), KEY_BYTES, {
    ...cost,
    maxmem: MOST_MEMORY_BYTES,
  });
  const stored = Buffer.from(expected, 'base64url');
  return stored.length === key.length && timingSafeEqual(stored, key);
}

/** One password typed on two keyboards is one. */
const normal = (password: string): string => password.normalize('NFKC');
