import { expect, test } from 'vitest';
import { permissionsText, readPermissions } from './read-permissions.ts';

const statements = [{ Action: ['s3:GetObject'], Resource: '*' }];

test.each([
  [' ', { kind: 'unbounded' }],
  ['[]', { kind: 'statements', statements: [] }],
  [permissionsText(statements), { kind: 'statements', statements }],
  ['[{', { kind: 'no-json' }],
  ['{"Action":["s3:*"]}', { kind: 'invalid', path: '' }],
  ['[{"Action":"s3:*","Resource":"*"}]', { kind: 'invalid', path: '0.Action' }],
  ['[{"Action":["s3:*"],"Resource":"*","Effect":"Deny"}]', { kind: 'invalid', path: '0' }],
])('%s is read as %o', (text, expected) => {
  expect(readPermissions(text)).toMatchObject(expected);
});

test('no permissions are an empty text', () => {
  expect(permissionsText(undefined)).toBe('');
});
