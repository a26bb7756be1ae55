import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../value/json.ts';
import { atInputPath, parseInputPath } from './input-path.ts';

const EVENT: Json = {
  detail: {
    'aws/sh': 'slash',
    'instance-id': 'i-1',
    a_b: 'score',
    list: [1, [2, 3], null],
    findings: [{ Id: 'f-1', Resources: [{ Id: 'r-1' }, { Id: 'r-2' }] }, { Id: 'f-2' }, 'text'],
    empty: [],
  },
};

test.each<[path: string, value: Json | undefined]>([
  ['$', EVENT],
  ['$.detail.aws/sh', 'slash'],
  ['$.detail.instance-id', 'i-1'],
  ['$.detail.a_b', 'score'],
  ['$.detail.list[0]', 1],
  ['$.detail.list[1]', [2, 3]],
  ['$.detail.list[1][1]', 3],
  ['$.detail.list[2]', null],
  ['$.detail.list[*]', [1, [2, 3], null]],
  ['$.detail.findings[*].Id', ['f-1', 'f-2']],
  ['$.detail.findings[*].Resources[*].Id', ['r-1', 'r-2']],
  ['$.detail.findings[0].Resources[1].Id', 'r-2'],
  ['$.detail.empty', []],
  ['$.detail.empty[*]', undefined],
  ['$.detail.list[7]', undefined],
  ['$.detail.list.length', undefined],
  ['$.detail[0]', undefined],
  ['$.toString', undefined],
  ['$.__proto__', undefined],
])('%s finds what is there', (path, value) => {
  expect(atInputPath(parseInputPath(path) ?? [], EVENT)).toEqual(value);
});

test.each([
  '',
  'detail',
  '.detail',
  '$detail',
  '$.',
  '$..detail',
  "$.detail['a']",
  '$.detail["a"]',
  '$.detail[-1]',
  '$.a b',
])('the path %j is not read', (path) => {
  expect(parseInputPath(path)).toBeUndefined();
});

test('any text is read or refused, and any path is followed, without a throw', () => {
  const segment = fc.constantFrom('.detail', '.list', '.findings', '[0]', '[*]', '.Id', '["x"]', '.', '$');
  const text = fc.oneof(
    fc.string(),
    fc.array(segment).map((segments) => `$${segments.join('')}`),
  );
  fc.assert(
    fc.property(text, fc.jsonValue(), (path, value) => {
      const parsed = parseInputPath(path);
      if (parsed) atInputPath(parsed, value);
    }),
  );
});
