import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROLES, type Grant } from './access.ts';
import { coversAccount } from './covers-account.ts';
import { exceedingGrant } from './exceeding-grant.ts';

const units: Readonly<Record<string, string>> = { '1': '/Prod/Payments', '2': '/Prod', '3': '/Test' };
const placeOf = (id: string) => ({ id, ...(units[id] === undefined ? {} : { organizationalUnit: units[id] }) });

test.each<[string, Grant, Grant[], boolean]>([
  ['the same', { role: 'operator' }, [{ role: 'operator' }], true],
  ['a narrower one', { role: 'operator', accounts: ['1'] }, [{ role: 'operator' }], true],
  ['a wider one', { role: 'operator' }, [{ role: 'operator', accounts: ['1'] }], false],
  ['another account', { role: 'operator', accounts: ['1', '3'] }, [{ role: 'operator', accounts: ['1'] }], false],
  [
    'an account of the unit',
    { role: 'operator', accounts: ['1'] },
    [{ role: 'operator', organizationalUnits: ['/Prod'] }],
    true,
  ],
  [
    'a unit of the unit',
    { role: 'viewer', organizationalUnits: ['/Prod/Payments'] },
    [{ role: 'viewer', organizationalUnits: ['/Prod'] }],
    true,
  ],
  [
    'a unit above',
    { role: 'viewer', organizationalUnits: ['/Prod'] },
    [{ role: 'viewer', organizationalUnits: ['/Prod/Payments'] }],
    false,
  ],
  ['a higher role', { role: 'admin' }, [{ role: 'operator' }, { role: 'approver' }], false],
  ['a role of the admin', { role: 'approver' }, [{ role: 'admin' }], true],
  ['an auditor by an operator', { role: 'auditor' }, [{ role: 'operator' }], false],
  ['looking, by anyone', { role: 'viewer' }, [{ role: 'approver' }], true],
])('%s', (_what, asked, held, within) => {
  expect(exceedingGrant([asked], held, placeOf) === undefined).toBe(within);
});

const scope = fc.option(fc.subarray(['1', '2', '3', '4']), { nil: undefined });
const unitScope = fc.option(fc.subarray(['/', '/Prod', '/Prod/Payments', '/Test']), { nil: undefined });
const grant: fc.Arbitrary<Grant> = fc
  .tuple(fc.constantFrom(...ROLES), scope, unitScope)
  .map(([role, accounts, organizationalUnits]) => ({
    role,
    ...(accounts === undefined ? {} : { accounts }),
    ...(organizationalUnits === undefined ? {} : { organizationalUnits }),
  }));

test('what does not exceed gives nothing anywhere that was not held there', () => {
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 3 }), fc.array(grant, { maxLength: 3 }), (asked, held) => {
      fc.pre(exceedingGrant(asked, held, placeOf) === undefined);
      for (const id of ['1', '2', '3', '4']) {
        for (const role of ROLES) {
          if (!coversAccount(asked, [role], placeOf(id))) continue;
          const able = role === 'viewer' ? ROLES : [role, 'admin' as const];
          expect(coversAccount(held, able, placeOf(id))).toBe(true);
        }
      }
    }),
    { numRuns: 2000 },
  );
});
