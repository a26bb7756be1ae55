import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../value/json.ts';
import { parseSelector, select, type Selection } from './selector.ts';

const VALUE: Json = {
  Name: 'web',
  Nothing: null,
  'odd.key': 1,
  Groups: [
    { Id: 'a', Size: 1, Owner: { Id: 'x' }, Tags: [{ Key: 'k', Value: 'v' }] },
    { Id: 'b', Size: 5, Tags: [] },
  ],
};

function found(selector: string): Selection | string {
  const parsed = parseSelector(selector);
  return parsed.kind === 'selector' ? select(parsed.selector, VALUE) : parsed.reason;
}

test.each<[string, Selection]>([
  ['$', { kind: 'one', value: VALUE }],
  ['$.Name', { kind: 'one', value: 'web' }],
  ["$['Name']", { kind: 'one', value: 'web' }],
  ["$['odd.key']", { kind: 'one', value: 1 }],
  ['$.Nothing', { kind: 'one', value: null }],
  ['$.Groups[0].Id', { kind: 'one', value: 'a' }],
  ['$.Groups[2].Id', { kind: 'nothing' }],
  ['$.Name.Deeper', { kind: 'nothing' }],
  ['$.constructor', { kind: 'nothing' }],
  ['$.Name[0]', { kind: 'nothing' }],
  ['$.Groups[*].Id', { kind: 'many', values: ['a', 'b'] }],
  ['$..Id', { kind: 'many', values: ['a', 'x', 'b'] }],
  ['$..Key', { kind: 'many', values: ['k'] }],
  ['$..Missing', { kind: 'many', values: [] }],
  ['$.Groups[?(@.Size > 2)].Id', { kind: 'many', values: ['b'] }],
  ['$.Groups[?(@.Size>=1)].Id', { kind: 'many', values: ['a', 'b'] }],
  ['$.Groups[?(@.Size <= 1)].Id', { kind: 'many', values: ['a'] }],
  ['$.Groups[?(@.Size < 1)].Id', { kind: 'many', values: [] }],
  ["$.Groups[?(@.Owner.Id == 'x')].Size", { kind: 'many', values: [1] }],
  ['$.Groups[?(@.Id != "a")].Id', { kind: 'many', values: ['b'] }],
  ["$.Groups[?(@.Size == '1')].Id", { kind: 'many', values: [] }],
  ["$.Groups[0].Tags[?(@.Key == 'k')].Value", { kind: 'many', values: ['v'] }],
])('%s', (selector, selection) => {
  expect(found(selector)).toEqual(selection);
});

test.each([
  'Name',
  '',
  '$Name',
  '$.',
  '$.a[-1]',
  '$.a[0:2]',
  '$.a[0,1]',
  "$['a','b']",
  '$.a.length()',
  '$.*',
  '$.a[?(@.b == 1 && @.c == 2)]',
  '$.a[?(@.b)]',
  '$.a[?(@.b =~ /x/)]',
  '$.a[(@.length-1)]',
  '$.a b',
])('%j is refused with what is accepted', (selector) => {
  expect(found(selector)).toMatch(/is not supported at ".*Accepted: \$, \.name, \['name'\]/s);
});

test('reading a selector never throws, and selecting never does', () => {
  const part = fc.constantFrom('.a', '..a', '[0]', '[*]', "['a']", "[?(@.a == 'x')]", '[', ']', '$', '(', 'a', '.');
  fc.assert(
    fc.property(fc.array(part), fc.jsonValue(), (parts, value) => {
      const parsed = parseSelector(`$${parts.join('')}`);
      if (parsed.kind === 'selector')
        expect(['one', 'many', 'nothing']).toContain(select(parsed.selector, value as Json).kind);
      else expect(parsed.reason).not.toBe('');
    }),
  );
});

/** Members of a name, counted another way. */
function count(value: Json, name: string): number {
  let members = 0;
  JSON.stringify(value, (key, member: unknown) => {
    if (key === name) members += 1;
    return member;
  });
  return members;
}

test('a deep scan finds every member of the name, however deep', () => {
  const value = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>(1, 'x', null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b'), tie('value')),
    ),
  })).value;
  const parsed = parseSelector('$..a');
  fc.assert(
    fc.property(value, (searched) => {
      const selection = parsed.kind === 'selector' ? select(parsed.selector, searched) : undefined;
      expect(selection?.kind === 'many' && selection.values.length).toBe(count(searched, 'a'));
    }),
  );
});
