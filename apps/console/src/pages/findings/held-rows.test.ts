import { expect, test } from 'vitest';
import { heldRows } from './held-rows.ts';

const row = (id: string, severity = 'LOW') => ({ id, severity });

test('rows stay where they are, as they are now', () => {
  const shown = [row('a'), row('b')];
  expect(heldRows(shown, [row('a', 'HIGH'), row('b')])).toEqual({
    rows: [row('a', 'HIGH'), row('b')],
    hasChanged: false,
  });
});

test.each([
  ['one that came', [row('c'), row('a'), row('b')]],
  ['one that went', [row('b')]],
  ['another order', [row('b'), row('a')]],
])('%s is told of, and moves nothing', (_what, now) => {
  const shown = [row('a'), row('b')];
  const held = heldRows(shown, now);
  expect(held.rows.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(held.hasChanged).toBe(true);
});

test('nothing new is the same list', () => {
  const shown = [row('a')];
  expect(heldRows(shown, [...shown]).rows).toBe(shown);
});
