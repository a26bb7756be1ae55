import { expect, test } from 'vitest';
import { meantName, nearestNames } from './nearest-names.ts';

const NAMES = ['StartServer', 'StopServer', 'StopServers', 'GetServer', 'PutServer'];

test.each<[wanted: string, ...near: string[]]>([
  ['StopServr', 'StopServer', 'StopServers'],
  ['stopserver', 'StopServer', 'StopServers', 'StartServer'],
  ['Reboot'],
  ['x'.repeat(10_000)],
])('near to %s', (wanted, ...near) => {
  expect(nearestNames(wanted, NAMES)).toEqual(near);
});

test.each<[wanted: string, meant: string | undefined]>([
  ['StartServr', 'StartServer'],
  ['StopServrs', undefined],
  ['NetServer', undefined],
  ['GetServers', 'GetServer'],
  ['Reboot', undefined],
])('%s certainly means %s', (wanted, meant) => {
  expect(meantName(wanted, nearestNames(wanted, NAMES))).toBe(meant);
});
