import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../value/json.ts';
import { callStep, documentOfSteps, drive, type Driven } from './drive-document.ts';
import { parseSelector, select, type Selection } from './selector.ts';
import { sizeOf } from './value-size.ts';

/** Where the limits of values are, and what looking for them costs. */

function nested(depth: number, innermost: Json = 1): Json {
  let value: Json = innermost;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}

function selected(text: string, value: Json): Selection {
  const parsed = parseSelector(text);
  if (parsed.kind === 'invalid') throw new Error(parsed.reason);
  return select(parsed.selector, value);
}

function answering(result: Json): Driven {
  return drive(documentOfSteps([callStep('A'), callStep('B')]), () => ({ kind: 'answered', result }));
}

test('a selector finds its way through JSON of 5,000 levels, and of 200,000', () => {
  for (const depth of [5_000, 200_000]) {
    const found = selected('$..a', nested(depth));
    expect(found.kind === 'many' && found.values.length).toBe(depth / 2);
  }
  expect(selected('$' + '[0]'.repeat(100), nested(5_000)).kind).toBe('nothing');
  expect(selected('$' + '[0].a'.repeat(50), nested(5_000)).kind).toBe('one');
});

test('deep scans within deep scans look at every value once', () => {
  let reads = 0;
  const innermost = new Proxy<JsonObject>(
    {},
    {
      ownKeys: () => {
        reads += 1;
        return [];
      },
    },
  );
  const found = selected('$..a..a..a..a..a', nested(2_000, innermost));
  expect(found.kind === 'many' && found.values.length).toBe(996);
  expect(reads).toBe(5);
  expect(selected('$..a..b', { a: { b: 1, a: { b: 2 } } })).toEqual({ kind: 'many', values: [1, 2] });
  expect(selected('$..a..b', [{ a: { b: 1 } }, { a: { b: 2 } }])).toEqual({ kind: 'many', values: [1, 2] });
  // Texts are not members, and equal ones are still two.
  expect(selected('$..a..b', [{ a: 'b' }, { a: { b: 'x', c: { b: 'x' } } }])).toEqual({
    kind: 'many',
    values: ['x', 'x'],
  });
});

test('a deep scan finds outer values before inner ones, in the order of the document', () => {
  const value = { a: { x: { a: 1 }, a: 2 }, b: [{ a: 3 }, { c: { a: null } }], c: { a: 4 } };
  expect(selected('$..a', value)).toEqual({ kind: 'many', values: [value.a, 2, 1, 3, null, 4] });
});

test('a selector of more than a hundred parts is refused', () => {
  expect(parseSelector('$' + '..a'.repeat(100)).kind).toBe('selector');
  expect(parseSelector('$' + '..a'.repeat(101))).toMatchObject({
    kind: 'invalid',
    reason: expect.stringContaining('at most 100'),
  });
});

test('a result of almost a megabyte is kept, and one of 500 levels', () => {
  expect(answering({ Body: 'x'.repeat(1_048_500) }).finish.status).toBe('Success');
  expect(answering({ Body: 'x'.repeat(1_048_576) }).finish.status).toBe('Failed');
  expect(answering(nested(500)).finish.status).toBe('Success');
  expect(answering(nested(501)).finish.status).toBe('Failed');
});

test('the size of a value is that of its JSON text, and is not counted far beyond the limit', () => {
  const most = { characters: 1_000, depth: 10 };
  for (const value of [null, true, 12, 'text', [], {}, [[1, 'a'], { b: null }], { a: { b: { c: [] } } }] as Json[]) {
    const { characters } = sizeOf(value, most);
    const exact = JSON.stringify(value).length;
    expect(characters).toBeGreaterThanOrEqual(exact);
    expect(characters).toBeLessThanOrEqual(exact + 3);
  }
  let read = 0;
  const endless: Json = Array.from({ length: 100_000 }, () => ({
    get a(): Json {
      read += 1;
      return 'x';
    },
  }));
  expect(sizeOf(endless, most).characters).toBeLessThan(2_000);
  expect(read).toBeLessThan(1_000);
});

test('a text that refers to one large value many times fails the step before it is made', () => {
  const inputs = { Service: 'ec2', Api: 'A', X: '{{ A.OutputPayload }}'.repeat(2_000) };
  const document = documentOfSteps([callStep('A'), callStep('B', { inputs })]);
  const { finish, performed } = drive(document, () => ({ kind: 'answered', result: 'x'.repeat(1_000_000) }));
  expect(performed.map(({ step }) => step)).toEqual(['A']);
  expect(finish.failureMessage).toContain('What the references stand for is larger than 4194304 characters');
});
