import { expect, test } from 'vitest';
import type { Json } from '../value/json.ts';
import { coerceOutput } from './coerce-output.ts';
import type { ValueType } from './document.ts';

const REFUSED = Symbol('refused');
const ABSENT = Symbol('absent');

test.each<[ValueType, Json, Json | typeof REFUSED | typeof ABSENT]>([
  ['String', 'a', 'a'],
  ['String', 5, '5'],
  ['String', true, 'true'],
  ['String', ['a'], 'a'],
  ['String', [5], '5'],
  ['String', ['a', 'b'], '["a","b"]'],
  ['String', [], '[]'],
  ['String', { a: 1 }, '{"a":1}'],
  ['String', '', ''],
  ['Integer', 5, 5],
  ['Integer', '5', 5],
  ['Integer', '-5', -5],
  ['Integer', ['5'], 5],
  ['Integer', 5.5, REFUSED],
  ['Integer', '5.5', REFUSED],
  ['Integer', '', REFUSED],
  ['Integer', true, REFUSED],
  ['Integer', [1, 2], REFUSED],
  ['Boolean', false, false],
  ['Boolean', 'True', true],
  ['Boolean', 'FALSE', false],
  ['Boolean', 'yes', REFUSED],
  ['Boolean', 1, REFUSED],
  ['StringList', ['a', 1, { b: 2 }], ['a', '1', '{"b":2}']],
  ['StringList', 'a', ['a']],
  ['StringList', [], []],
  ['StringMap', { a: 1 }, { a: 1 }],
  ['StringMap', '{"a":1}', { a: 1 }],
  ['StringMap', 'a', REFUSED],
  ['StringMap', [1], REFUSED],
  ['MapList', [{ a: 1 }], [{ a: 1 }]],
  ['MapList', { a: 1 }, [{ a: 1 }]],
  ['MapList', '[{"a":1}]', [{ a: 1 }]],
  ['MapList', ['a'], REFUSED],
  ['MapList', 'a', REFUSED],
  ['String', null, ABSENT],
  ['Integer', null, ABSENT],
  ['MapList', null, ABSENT],
])('to %s: %j becomes %j', (type, value, expected) => {
  const coerced = coerceOutput({ kind: 'one', value }, type);
  if (expected === REFUSED) expect(coerced).toMatchObject({ kind: 'refused', reason: expect.stringContaining(type) });
  else expect(coerced).toEqual(expected === ABSENT ? { kind: 'absent' } : { kind: 'value', value: expected });
});

test('nothing found is absent, whatever the type', () => {
  expect(coerceOutput({ kind: 'nothing' }, 'StringMap')).toEqual({ kind: 'absent' });
});

test('a search that found none is an empty list, or absent where no list is declared', () => {
  const none = { kind: 'many', values: [] } as const;
  expect(coerceOutput(none, 'StringList')).toEqual({ kind: 'value', value: [] });
  expect(coerceOutput(none, 'MapList')).toEqual({ kind: 'value', value: [] });
  expect(coerceOutput(none, 'String')).toEqual({ kind: 'absent' });
  expect(coerceOutput(none, 'Integer')).toEqual({ kind: 'absent' });
});
