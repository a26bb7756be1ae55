import { expect, test } from 'vitest';
import { accountEntry, draftFaults, firstPolicy, newExternalId, type AccountDraft } from './account-text.ts';

const draft: AccountDraft = {
  id: '111111111111',
  name: 'main',
  organizationalUnit: '',
  owner: '',
  regions: ['us-east-1', 'eu-west-1'],
  role: 'TrueupMember',
  externalId: 'sixteen-or-more-x',
};

test('an entry has what was given, each text in quotes', () => {
  expect(accountEntry({ ...draft, name: 'a: "b" #c', organizationalUnit: '/Prod', owner: ' ops ' })).toBe(
    `  - id: "111111111111"
    name: "a: \\"b\\" #c"
    role: "TrueupMember"
    externalId: "sixteen-or-more-x"
    organizationalUnit: "/Prod"
    owner: "ops"
`,
  );
});

test('without a role there is no external id', () => {
  expect(accountEntry({ ...draft, role: '' })).toBe(`  - id: "111111111111"\n    name: "main"\n`);
});

test('the first policy names regions and account, and leaves every repair to a person', () => {
  expect(firstPolicy({ ...draft, role: '' })).toBe(
    `regions: [us-east-1, eu-west-1]
accounts:
  - id: "111111111111"
    name: "main"
remediations:
  - { name: all-others, controls: ["*"], mode: manual }
`,
  );
});

test.each([
  ['nothing', {}, []],
  ['an id of eleven digits', { id: '11111111111' }, ['id']],
  ['no name', { name: ' ' }, ['name']],
  ['a unit without a slash', { organizationalUnit: 'Prod' }, ['organizationalUnit']],
  ['no region', { regions: [] }, ['regions']],
  ['an ARN as role', { role: 'arn:aws:iam::1:role/x' }, ['role']],
  ['an external id of fifteen', { externalId: 'x'.repeat(15) }, ['externalId']],
  ['a short external id without a role', { role: '', externalId: '' }, []],
] as const)('at fault is %s', (_, changes, faults) => {
  expect(draftFaults({ ...draft, ...changes })).toEqual(faults);
});

test('an external id is long, and another each time', () => {
  expect(newExternalId()).toMatch(/^trueup-[0-9a-f]{40}$/);
  expect(newExternalId()).not.toBe(newExternalId());
});
