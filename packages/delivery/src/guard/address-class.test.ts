import { BlockList } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressClass, type AddressClass } from './address-class.ts';

test.each<[string, AddressClass]>([
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'link-local'],
  ['169.254.170.2', 'link-local'],
  ['168.63.129.16', 'link-local'],
  ['100.64.0.1', 'shared'],
  ['100.100.100.200', 'shared'],
  ['100.127.255.255', 'shared'],
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'reserved'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['192.0.2.1', 'documentation'],
  ['198.51.100.7', 'documentation'],
  ['203.0.113.9', 'documentation'],
  ['198.19.0.1', 'reserved'],
  ['192.0.0.8', 'reserved'],
  ['::1', 'loopback'],
  ['::', 'unspecified'],
  ['0:0:0:0:0:0:0:1', 'loopback'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['febf:ffff::1', 'link-local'],
  ['fc00::1', 'private'],
  ['fd00:ec2::254', 'private'],
  ['fec0::1', 'private'],
  ['ff02::1', 'multicast'],
  ['2001:db8::1', 'documentation'],
  ['3fff:fff::1', 'documentation'],
  ['2001::1', 'reserved'],
  ['2001:0:7f00:1::', 'reserved'],
  ['5f00::1', 'reserved'],
  ['100::1', 'reserved'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:7f00:1', 'loopback'],
  ['::ffff:169.254.169.254', 'link-local'],
  ['0:0:0:0:0:ffff:a00:1', 'private'],
  ['::127.0.0.1', 'reserved'],
  ['::ffff:0:10.0.0.1', 'reserved'],
  ['64:ff9b::10.0.0.1', 'private'],
  ['64:ff9b::7f00:1', 'loopback'],
  ['64:ff9b:1::a00:1', 'reserved'],
  ['2002:7f00:1::', 'loopback'],
  ['2002:a9fe:a9fe::1', 'link-local'],
  ['localhost', 'reserved'],
  ['', 'reserved'],
  ['1.2.3', 'reserved'],
])('%j is %s', (address, expected) => {
  expect(addressClass(address)).toBe(expected);
});

test.each(['1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'])(
  '%s, beside a block or far from all, is public',
  (address) => {
    expect(addressClass(address)).toBe('public');
  },
);

test.each([
  '2606:4700:4700::1111',
  '2a00:1450:4001:830::200e',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2002:808:808::1',
])('%s is public', (address) => {
  expect(addressClass(address)).toBe('public');
});

const INNER = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  INNER.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['fe80::', 10],
  ['fc00::', 7],
  ['ff00::', 8],
] as const) {
  INNER.addSubnet(network, prefix, 'ipv6');
}

const hex = (value: number): string => value.toString(16);

test('every address in a block that Node finds in the list is refused, whatever stands for it', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const pair = `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
      const written = [address, `::ffff:${address}`, `::ffff:${pair}`, `64:ff9b::${pair}`, `2002:${pair}::1`];
      const classes = new Set(written.map((one) => addressClass(one)));
      expect(classes.size).toBe(1);
      if (INNER.check(address, 'ipv4')) expect(classes.has('public')).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test('no IPv6 address outside of 2000::/3 is public, but one that stands for an IPv4 address', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const isPublic = addressClass(address) === 'public';
      if (INNER.check(address, 'ipv6')) expect(isPublic).toBe(false);
      const first = new URL(`http://[${address}]`).hostname.slice(1).split(':')[0] ?? '';
      if (isPublic) expect(/^[23][\da-f]{3}$/.test(first) || /^(|64)$/.test(first)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
