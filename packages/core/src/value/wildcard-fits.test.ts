import { expect, test } from 'vitest';
import { wildcardFits } from './wildcard-fits.ts';

test.each<[pattern: string, text: string, fits: boolean]>([
  ['s3:Get*', 's3:GetObject', true],
  ['s3:Get*', 's3:Get', true],
  ['s3:Get*', 's3:PutObject', false],
  ['s3:*Object', 's3:GetObjectObject', true],
  ['s3:*Object', 's3:GetObjectAcl', false],
  ['s3:Get?bject', 's3:GetObject', true],
  ['s3:GetObject?', 's3:GetObject', false],
  ['*', '', true],
  ['?', '', false],
  ['', '', true],
  ['', 's3', false],
  ['*a*b*', 'xaxbx', true],
  ['*b*a*', 'xaxbx', false],
  ['s3.GetObject', 's3:GetObject', false],
])('%j and %j: %j', (pattern, text, fits) => {
  expect(wildcardFits(pattern, text)).toBe(fits);
});

test('a pattern of many stars takes no longer than its length says', () => {
  const before = process.threadCpuUsage();
  expect(wildcardFits(`${'*?'.repeat(5_000)}x`, 'a'.repeat(10_000))).toBe(false);
  const { user, system } = process.threadCpuUsage(before);
  expect(user + system).toBeLessThan(2_000_000);
});
