import { expect, test } from 'vitest';
import type { Json } from '../value/json.ts';
import { redacted } from './redacted.ts';

test.each<[string, Json, Json]>([
  ['a member named as a secret', { MasterUserPassword: 'x' }, { MasterUserPassword: '(redacted)' }],
  ['a whole object under such a name', { Credentials: { a: 1 } }, { Credentials: '(redacted)' }],
  ['a pair whose name says so', { Name: 'DB_PASSWORD', Value: 'x' }, { Name: 'DB_PASSWORD', Value: '(redacted)' }],
  ['the id of an access key in a text', 'by AKIAIOSFODNN7EXAMPLE', 'by (redacted)'],
  ['deep within', [{ a: [{ api_key: 'x' }] }], [{ a: [{ api_key: '(redacted)' }] }]],
])('%s is taken out', (_what, value, shown) => {
  expect(redacted(value)).toEqual(shown);
});

test.each<[string, Json]>([
  ['a token that says where a list goes on', { NextToken: 'abc' }],
  ['a pair that is no secret', { Key: 'Owner', Value: 'payments' }],
  ['null, numbers and booleans', { a: null, b: 1, ManageMasterUserPassword: true }],
])('%s stays', (_what, value) => {
  expect(redacted(value)).toEqual(value);
});

test('a member of any name is a member, and no prototype', () => {
  const value = JSON.parse('{"__proto__": {"polluted": true}}') as Json;
  expect(Object.keys(redacted(value) as object)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
