import { scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.ts';

test('a password is known again by its hash, which holds its cost and no other hash has', async () => {
  const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(one).toMatch(/^scrypt\$65536\$8\$2\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(other);
  expect(await verifyPassword('correct horse', one)).toBe(true);
  expect(await verifyPassword('correct horse ', one)).toBe(false);
});

test('a hash of another cost is read as it was made', async () => {
  const cheap = 'scrypt$16$1$1$AAAAAAAAAAAAAAAAAAAAAA$';
  const key = scryptSync('old', Buffer.alloc(16), 32, { N: 16, r: 1, p: 1 }).toString('base64url');
  expect(await verifyPassword('old', cheap + key)).toBe(true);
});

test('one password typed on two keyboards is one', async () => {
  expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true);
});

test.each([undefined, '', 'x', 'scrypt$65536$8$2$$', 'scrypt$65536$8$2$AAAAAAAAAAAAAAAAAAAAAA$'])(
  'no hash (%s) is the hash of no password',
  async (hash) => {
    expect(await verifyPassword('', hash)).toBe(false);
  },
);
