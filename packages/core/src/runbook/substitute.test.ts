import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../value/json.ts';
import type { Reference } from './reference.ts';
import { substitute, type Resolved } from './substitute.ts';

const VALUES: JsonObject = {
  text: 'web',
  number: 7,
  no: false,
  map: { a: [1] },
  list: ['a', 'b'],
  maps: [{ k: 1 }, { k: 2 }],
  literal: '{{ text }}',
};

function resolve(reference: Reference): Resolved {
  if (reference.kind === 'output')
    return { kind: 'absent', type: reference.output === 'Text' ? 'String' : 'StringList' };
  const value = VALUES[reference.name];
  return value === undefined ? { kind: 'unresolvable', reason: `no ${reference.name}` } : { kind: 'value', value };
}

test.each<[string, Json, Json]>([
  ['a whole reference to text', '{{ text }}', 'web'],
  ['a whole reference without blanks', '{{text}}', 'web'],
  ['a whole number', '{{number}}', 7],
  ['a whole Boolean', '{{no}}', false],
  ['a whole map', '{{map}}', { a: [1] }],
  ['a whole list as a member', '{{list}}', ['a', 'b']],
  ['a blank outside of the braces makes text', ' {{number}}', ' 7'],
  ['numbers and Booleans in text', 'n={{number}} b={{no}}', 'n=7 b=false'],
  ['maps and lists in text', '{{map}}{{list}}', '{"a":[1]}["a","b"]'],
  ['a whole list in a list is flattened', ['x', '{{list}}', 'y'], ['x', 'a', 'b', 'y']],
  ['a whole list of maps in a list is flattened', ['{{maps}}'], [{ k: 1 }, { k: 2 }]],
  ['a list in a list of a list is flattened once', [['{{list}}']], [['a', 'b']]],
  ['a value that looks like a reference stays text', '{{literal}}', '{{ text }}'],
  ['a value that looks like a reference stays text inside of text', 'is {{literal}}', 'is {{ text }}'],
  ['a dict in Python is no reference', "x = {{'a': 1}}", "x = {{'a': 1}}"],
  ['a brace around a reference stays', '{{{text}}}', '{web}'],
  ['a path of a filter pattern stays', '{ {$.x = {{text}}} }', '{ {$.x = web} }'],
  ['a nested reference is resolved inside only', '{{ {{text}} }}', '{{ web }}'],
  ['an index is no reference', '{{list[0]}}', '{{list[0]}}'],
  ['keys are left alone', { '{{text}}': 1 }, { '{{text}}': 1 }],
  ['other values are left alone', { a: [1, null, true] }, { a: [1, null, true] }],
])('%s', (_name, input, output) => {
  expect(substitute({ input }, resolve, 'empty-text')).toEqual({ kind: 'resolved', value: { input: output } });
});

test.each<[string, 'empty-text' | 'left-out', Json, JsonObject]>([
  ['empty text', 'empty-text', '{{s.List}}', { input: '' }],
  ['empty inside of text', 'empty-text', 'a{{s.List}}b', { input: 'ab' }],
  ['left out where a member is not text', 'left-out', '{{s.List}}', {}],
  ['left out of a list', 'left-out', ['{{s.List}}', 'x'], { input: ['x'] }],
  ['empty text where a member is text', 'left-out', '{{s.Text}}', { input: '' }],
])('an absent output is %s', (_name, whenAbsent, input, output) => {
  expect(substitute({ input }, resolve, whenAbsent)).toEqual({ kind: 'resolved', value: output });
});

test('what cannot be resolved is told', () => {
  expect(substitute({ a: 'x {{nothing}}' }, resolve, 'empty-text')).toEqual({
    kind: 'unresolvable',
    reason: 'no nothing',
  });
});

test('a key of any name stays a key', () => {
  const input = JSON.parse('{"__proto__": {"x": "{{text}}"}, "constructor": "{{number}}"}') as JsonObject;
  const done = substitute(input, resolve, 'empty-text');
  expect(done.kind === 'resolved' && JSON.stringify(done.value)).toBe('{"__proto__":{"x":"web"},"constructor":7}');
});

test('a value without references is left as it is', () => {
  const plain = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value).replaceAll('{{', '(')) as Json);
  fc.assert(
    fc.property(plain, (input) => {
      expect(substitute({ input }, resolve, 'left-out')).toEqual({ kind: 'resolved', value: { input } });
    }),
  );
});

test('whatever a parameter holds is put in unchanged and never looked through again', () => {
  const value = fc.oneof(fc.string(), fc.constantFrom('{{ text }}', '{{ssm:x}}', '{{{{a}}}}', '$&', "$'"));
  fc.assert(
    fc.property(value, (held) => {
      const done = substitute(
        { whole: '{{p}}', inside: '<{{p}}>' },
        () => ({ kind: 'value', value: held }),
        'left-out',
      );
      expect(done).toEqual({ kind: 'resolved', value: { whole: held, inside: `<${held}>` } });
    }),
  );
});
