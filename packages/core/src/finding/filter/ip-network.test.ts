import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipNetwork, ipNetworkText, isWithin } from './ip-network.ts';

const textOf = (text: string): string | undefined => {
  const network = ipNetwork(text);
  return network && ipNetworkText(network);
};

describe('ipNetwork', () => {
  test.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['10.1.2.3', '10.1.2.3/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255/31', '255.255.255.254/31'],
    ['::', '0:0:0:0:0:0:0:0/128'],
    ['::1', '0:0:0:0:0:0:0:1/128'],
    ['2001:DB8::/32', '2001:db8:0:0:0:0:0:0/32'],
    ['1:2:3:4:5:6:7:8/16', '1:0:0:0:0:0:0:0/16'],
    ['::ffff:10.0.0.1', '0:0:0:0:0:ffff:a00:1/128'],
    ['1::', '1:0:0:0:0:0:0:0/128'],
  ])('%s is %s', (text, network) => {
    expect(textOf(text)).toBe(network);
  });

  test.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    ':1',
    ':::',
    '12345::',
    '::/129',
    '::10.0.0.256',
    '10.0.0.1::',
    'example.com',
  ])('%j is no network', (text) => {
    expect(ipNetwork(text)).toBeUndefined();
  });

  test('its text is the same network', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(128), (address, prefix) => {
        const network = ipNetwork(`${address}/${address.includes(':') ? prefix : prefix % 33}`);
        if (!network) throw new Error(address);
        expect(ipNetwork(ipNetworkText(network))).toEqual(network);
        const one = ipNetwork(address);
        expect(one && isWithin(one, network)).toBe(true);
      }),
    );
  });
});

test.each([
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['10.0.0.0/7', '10.0.0.0/8', false],
  ['10.2.0.0/16', '10.0.0.0/8', true],
  ['::1', '0.0.0.0/0', false],
  ['2001:db8:ffff::1', '2001:db8::/32', true],
  ['2001:db9::1', '2001:db8::/32', false],
])('%s within %s: %j', (inner, outer, within) => {
  const [one, other] = [ipNetwork(inner), ipNetwork(outer)];
  expect(one && other && isWithin(one, other)).toBe(within);
});
