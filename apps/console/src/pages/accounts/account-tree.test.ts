import type { AccountSummary } from '@trueup/api-contract';
import { describe, expect, test } from 'vitest';
import { accountTree, gapsOf, lowestScore, matchingAccounts, openFindingsOf, unitsOf } from './account-tree.ts';

const account = (name: string, more: Partial<AccountSummary> = {}): AccountSummary => ({
  id: name,
  name,
  regions: [],
  openFindings: [],
  ...more,
});

const names = (nodes: ReturnType<typeof accountTree>): unknown =>
  nodes.map((node) => (node.kind === 'unit' ? [node.path, names(node.children)] : node.account.name));

describe('the tree of accounts', () => {
  test('accounts without units are a plain list by name', () => {
    expect(names(accountTree([account('b'), account('a')]))).toEqual(['a', 'b']);
  });

  test('units nest by their paths, and what is in none comes last', () => {
    const tree = accountTree([
      account('main'),
      account('pay', { organizationalUnit: '/Prod/Payments' }),
      account('shop', { organizationalUnit: '/Prod' }),
      account('play', { organizationalUnit: '/Lab' }),
    ]);
    expect(names(tree)).toEqual([['/Lab', ['play']], ['/Prod', [['/Prod/Payments', ['pay']], 'shop']], 'main']);
    expect(unitsOf(tree).map(({ key }) => key)).toEqual(['unit:/Lab', 'unit:/Prod', 'unit:/Prod/Payments']);
  });

  test('a unit has all accounts below it', () => {
    const [prod] = accountTree([
      account('pay', { organizationalUnit: '/Prod/Payments' }),
      account('shop', { organizationalUnit: '/Prod' }),
    ]);
    expect(prod?.kind === 'unit' && prod.accounts.map(({ name }) => name)).toEqual(['pay', 'shop']);
  });
});

test('open findings of several accounts are added up, the most severe first', () => {
  const one = account('a', { openFindings: [{ severity: 'LOW', count: 2 }] });
  const other = account('b', {
    openFindings: [
      { severity: 'CRITICAL', count: 1 },
      { severity: 'LOW', count: 3 },
    ],
  });
  expect(openFindingsOf([one, other])).toEqual([
    { severity: 'CRITICAL', count: 1 },
    { severity: 'LOW', count: 5 },
  ]);
});

test('the lowest score leaves out accounts without data, and is none where all are', () => {
  expect(lowestScore([account('a', { score: 90 }), account('b', { score: null }), account('c', { score: 40 })])).toBe(
    40,
  );
  expect(lowestScore([account('a', { score: null }), account('b')])).toBeUndefined();
});

test.each([
  ['', ['shop', 'pay']],
  ['PROD', ['shop']],
  ['prod ann', ['shop']],
  ['prod bob', []],
  ['ｐａｙ', ['pay']],
])('the text %j finds %j', (text, expected) => {
  const accounts = [account('shop', { organizationalUnit: '/Prod', owner: 'ann' }), account('pay', { owner: 'bob' })];
  expect(matchingAccounts(accounts, text).map(({ name }) => name)).toEqual(expected);
});

test('gaps are counted, and not known before a scan has finished', () => {
  const coverage = { scanId: 's', regions: 1, controls: 1, gapsComplete: true };
  const gaps = [
    { reason: 'access-denied', count: 2 },
    { reason: 'throttled', count: 1 },
  ] as const;
  expect(gapsOf(account('a', { coverage: { ...coverage, gaps } }))).toBe(3);
  expect(gapsOf(account('a', { coverage: { ...coverage, gaps: [] } }))).toBe(0);
  expect(gapsOf(account('a'))).toBeUndefined();
});
