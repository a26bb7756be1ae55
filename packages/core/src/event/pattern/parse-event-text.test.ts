import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEventText } from './parse-event-text.ts';

/** What is written again for the member `n` of an event. */
function keptText(number: string): string {
  const parsed = parseEventText(`{"id": "x", "n": ${number}}`);
  return parsed.kind === 'event' ? JSON.stringify(parsed.event['n']) : parsed.reason;
}

test.each([
  '12345678901234567890',
  '9007199254740993',
  '-9007199254740993',
  '1e400',
  '-1e400',
  '1e-400',
  '1.2345678901234567890e19',
  '0.1000000000000000055',
  '1.0000000000000001',
])('the number %s, which no double holds, keeps its text', (number) => {
  expect(keptText(number)).toBe(number);
});

test.each([
  ['300.0', '300'],
  ['3.0e2', '300'],
  ['0.1', '0.1'],
  ['-0', '0'],
  ['0.000', '0'],
  ['0e999999', '0'],
  ['1E5', '100000'],
  ['9007199254740992', '9007199254740992'],
  ['1.00000000000000000000', '1'],
  ['100000000000000000000', '100000000000000000000'],
  ['5e-324', '5e-324'],
  ['0.30000000000000004', '0.30000000000000004'],
])('the number %s, which a double holds, is a number', (number, written) => {
  expect(keptText(number)).toBe(written);
});

test('a number keeps its text in arrays, in objects and in the event that JSON.stringify writes', () => {
  const text = '{"a":[1,9007199254740993,{"b":9007199254740993}],"c":"9007199254740993"}';
  const parsed = parseEventText(text);
  expect(parsed.kind === 'event' && JSON.stringify(parsed.event)).toBe(text);
});

test('every event is read as JSON.parse reads it, where doubles hold its numbers', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (event) => {
      const text = JSON.stringify(event);
      expect(parseEventText(text)).toEqual({ kind: 'event', event: JSON.parse(text) });
    }),
  );
});

test('every whole number keeps its value, however long it is', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (number) => {
      const kept = parseEventText(`{"n":${number}}`);
      const n = kept.kind === 'event' ? kept.event['n'] : undefined;
      if (typeof n === 'number') expect(Number(number)).toBe(n);
      else expect(JSON.stringify(n)).toBe(String(number));
    }),
  );
});

test('the last of equal keys wins', () => {
  expect(parseEventText('{"a": 1, "a": 2}')).toEqual({ kind: 'event', event: { a: 2 } });
});

test('__proto__ is a name like others', () => {
  const parsed = parseEventText('{"__proto__": {"a": 9007199254740993}}');
  expect(parsed.kind === 'event' && Object.keys(parsed.event)).toEqual(['__proto__']);
});

test.each(['', '{"a": 1', 'text', '[1]', '"text"', 'null', '5'])('%j is not an event', (text) => {
  expect(parseEventText(text).kind).toBe('invalid');
});
