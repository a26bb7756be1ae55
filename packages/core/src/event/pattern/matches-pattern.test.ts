import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { compilePattern } from './compile-pattern.ts';
import { matchesPattern } from './matches-pattern.ts';
import { parseEventText } from './parse-event-text.ts';
import { patternIndex } from './pattern-index.ts';

/** What the cases of the specification leave open. */

function matches(patternText: string, eventText: string): boolean {
  const pattern = compilePattern(patternText);
  const parsed = parseEventText(eventText);
  if (pattern.kind === 'invalid' || parsed.kind === 'invalid') throw new Error('not valid');
  const matched = matchesPattern(pattern, parsed.event);
  expect(patternIndex([{ id: 1, pattern }]).match(parsed.event)).toEqual(matched ? [1] : []);
  return matched;
}

test.each([
  ['a name given dotted and nested holds both', '{"a":{"b":["x"],"c":["y"]}}', '{"a.b":"x","a":{"c":"y"}}', true],
  ['dots may stand anywhere on the way', '{"a.b":{"c":["x"]}}', '{"a":{"b.c":"x"}}', true],
  ['a value given twice has both', '{"a":{"b":["x"]}}', '{"a.b":"x","a":{"b":"y"}}', true],
  ['a value beside a dotted name is kept', '{"a":["x"]}', '{"a":"x","a.b":"y"}', true],
  ['names are those of the event alone', '{"constructor":[{"exists":true}]}', '{"a":1}', false],
  ['__proto__ is a name like others', '{"__proto__":{"a":["x"]}}', '{"__proto__":{"a":"x"}}', true],
  [
    'two absent fields are absent from all',
    '{"a":{"y":[{"exists":false}],"z":[{"exists":false}]}}',
    '{"a":[{"y":1},{"z":1}]}',
    false,
  ],
  ['two absent fields beside a third', '{"a":{"k":[1],"y":[{"exists":false}]}}', '{"a":[{"k":1,"y":1},{"k":1}]}', true],
  [
    'absence in an array within the element',
    '{"a":{"k":[1],"b":{"z":[{"exists":false}]}}}',
    '{"a":[{"k":1,"b":[{},{"z":1}]}]}',
    false,
  ],
  [
    'fields split over $or need one element',
    '{"a":{"b":[1]},"$or":[{"a":{"c":[2]}},{"x":[1]}]}',
    '{"a":[{"b":1},{"c":2}]}',
    false,
  ],
  [
    'fields split over $or in one element',
    '{"a":{"b":[1]},"$or":[{"a":{"c":[2]}},{"x":[1]}]}',
    '{"a":[{"b":1,"c":2}]}',
    true,
  ],
  ['a number is no address', '{"a":[{"cidr":"0.0.0.0/0"}]}', '{"a":1}', false],
  ['octets with leading zeros are no address', '{"a":[{"cidr":"10.0.0.0/8"}]}', '{"a":"010.0.0.1"}', false],
  ['an address within an IPv6 address', '{"a":[{"cidr":"::ffff:192.0.2.0/120"}]}', '{"a":"::FFFF:c000:209"}', true],
  ['two gaps are no address', '{"a":[{"cidr":"::/0"}]}', '{"a":"1::2::3"}', false],
  ['eight groups leave no gap', '{"a":[{"cidr":"::/0"}]}', '{"a":"1:2:3:4::5:6:7:8"}', false],
  ['seven groups are no address', '{"a":[{"cidr":"::/0"}]}', '{"a":"1:2:3:4:5:6:7"}', false],
  [
    'nothing is excluded by another long number',
    '{"a":[{"anything-but":12345678901234567890}]}',
    '{"a":12345678901234567891}',
    true,
  ],
  [
    'a long number is excluded by its text',
    '{"a":[{"anything-but":12345678901234567890}]}',
    '{"a":12345678901234567890}',
    false,
  ],
  ['a range does not hold a long number', '{"a":[{"numeric":[">",0]}]}', '{"a":12345678901234567890}', false],
  ['zero has no sign', '{"a":[0]}', '{"a":-0}', true],
])('%s', (_, pattern, event, wanted) => {
  expect(matches(pattern, event)).toBe(wanted);
});

test('arrays may nest without end', () => {
  const deep = `{"a":${'['.repeat(20_000)}"x"${']'.repeat(20_000)}}`;
  expect(matches('{"a":["x"]}', deep)).toBe(true);
});

/** Wildcards and regular expressions escape a star and a backslash alike. */
const escaped = (text: string): string => text.replaceAll(/[\\*]/g, String.raw`\$&`);

test('a wildcard matches what the same regular expression does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\\', '*'), maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 4 }),
      text,
      fc.array(text, { maxLength: 4 }),
      (pieces, more, used) => {
        const wildcard = pieces.map(escaped).join('*');
        const pattern = compilePattern({ a: [{ wildcard }] });
        if (pattern.kind === 'invalid') return;
        const wanted = new RegExp(`^${pieces.map(escaped).join('[^]*')}$`, 'u');
        for (const value of [more, pieces.join(more), used.join(''), [...pieces, more].join('')]) {
          const event: JsonObject = { a: value };
          expect(matchesPattern(pattern, event)).toBe(wanted.test(value));
        }
      },
    ),
  );
});

test('case is folded fully, at the beginning and the end as well', () => {
  expect(matches('{"a":[{"prefix":{"equals-ignore-case":"STRASS"}}]}', '{"a":"straße 1"}')).toBe(true);
  expect(matches('{"a":[{"suffix":{"equals-ignore-case":"SSE"}}]}', '{"a":"Straße"}')).toBe(true);
});

test('what JSON.parse makes of a number beyond all doubles is in no range', () => {
  const pattern = compilePattern({ a: [{ numeric: ['>', 0] }] });
  const event = JSON.parse('{"a": 1e400}') as JsonObject;
  expect(pattern.kind === 'pattern' && matchesPattern(pattern, event)).toBe(false);
});
