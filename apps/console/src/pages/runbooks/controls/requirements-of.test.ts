import { expect, test } from 'vitest';
import { requirementsOf } from './requirements-of.ts';

const none = { v1_2: null, v1_4: null, v3_0: null, v5_0: null };

test.each([
  ['no standard', { fsbp: false, cis: none, pciDss321: [], nist80053r5: [] }, []],
  [
    'every kind of standard, the newest benchmark first',
    { fsbp: true, cis: { ...none, v1_2: '2.2', v5_0: '3.2' }, pciDss321: ['10.5.2', '10.5.5'], nist80053r5: ['AU-9'] },
    [
      'AWS Foundational Security Best Practices: X.1',
      'CIS AWS Foundations Benchmark v5.0.0: 3.2',
      'CIS AWS Foundations Benchmark v1.2.0: 2.2',
      'PCI DSS v3.2.1: 10.5.2, 10.5.5',
      'NIST SP 800-53 Rev. 5: AU-9',
    ],
  ],
])('a control is asked for by %s', (_name, standards, expected) => {
  expect(requirementsOf({ id: 'X.1', standards })).toEqual(expected);
});
