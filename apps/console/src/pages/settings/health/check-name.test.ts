import { expect, test } from 'vitest';
import { checkName } from './check-name.ts';

test.each([
  ['account 111111111111 (prod (new))', { kind: 'account', id: '111111111111', name: 'prod (new)' }],
  ['scripts: python', { kind: 'runtime', family: 'python' }],
  ['scripts', { kind: 'other', name: 'scripts' }],
  ['policy file', { kind: 'other', name: 'policy file' }],
  ['account of nobody', { kind: 'other', name: 'account of nobody' }],
])('the check %j is about %j', (name, expected) => {
  expect(checkName(name)).toEqual(expected);
});
