import { expect, test } from 'vitest';
import type { Grant } from './access.ts';
import { coversAccount, coversEverything } from './covers-account.ts';

const payments = { id: '111111111111', organizationalUnit: '/Prod/Payments' };

test.each<[string, Grant, boolean]>([
  ['without a scope it holds everywhere', { role: 'operator' }, true],
  ['of another role it does not count', { role: 'viewer' }, false],
  ['an account that is named', { role: 'operator', accounts: ['111111111111'] }, true],
  ['another account', { role: 'operator', accounts: ['222222222222'] }, false],
  ['an empty scope holds nowhere', { role: 'operator', accounts: [] }, false],
  ['the unit itself', { role: 'operator', organizationalUnits: ['/Prod/Payments'] }, true],
  ['a unit above', { role: 'operator', organizationalUnits: ['/Prod'] }, true],
  ['the root', { role: 'operator', organizationalUnits: ['/'] }, true],
  ['a unit whose name only begins alike', { role: 'operator', organizationalUnits: ['/Pro', '/Prod/Pay'] }, false],
  ['a unit below', { role: 'operator', organizationalUnits: ['/Prod/Payments/EU'] }, false],
  ['account or unit: either is enough', { role: 'operator', accounts: [], organizationalUnits: ['/Prod'] }, true],
])('%s', (_what, grant, covered) => {
  expect(coversAccount([grant], ['operator', 'admin'], payments)).toBe(covered);
});

test('an account without a unit is in none', () => {
  const grant: Grant = { role: 'operator', organizationalUnits: ['/'] };
  expect(coversAccount([grant], ['operator'], { id: '111111111111' })).toBe(false);
});

test.each<[Grant, boolean]>([
  [{ role: 'operator' }, true],
  [{ role: 'operator', accounts: ['111111111111'] }, false],
  [{ role: 'operator', organizationalUnits: ['/'] }, false],
  [{ role: 'auditor' }, false],
])('%j holds everywhere: %s', (grant, everywhere) => {
  expect(coversEverything([grant], ['operator'])).toBe(everywhere);
});
