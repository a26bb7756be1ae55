import { expect, test } from 'vitest';
import { filledSeverity } from './severity.ts';

test.each([
  ['INFORMATIONAL', 0],
  ['LOW', 1],
  ['MEDIUM', 40],
  ['HIGH', 70],
  ['CRITICAL', 90],
] as const)('%s alone is written as %i', (Label, Normalized) => {
  expect(filledSeverity({ Label })).toEqual({ Label, Normalized });
});

test.each([
  [0, 'INFORMATIONAL'],
  [1, 'LOW'],
  [39, 'LOW'],
  [40, 'MEDIUM'],
  [69, 'MEDIUM'],
  [70, 'HIGH'],
  [89, 'HIGH'],
  [90, 'CRITICAL'],
  [100, 'CRITICAL'],
] as const)('%i alone is %s', (Normalized, Label) => {
  expect(filledSeverity({ Normalized })).toEqual({ Label, Normalized });
});

test('what was given is never changed', () => {
  expect(filledSeverity({ Label: 'LOW', Normalized: 90, Original: '9' })).toEqual({
    Label: 'LOW',
    Normalized: 90,
    Original: '9',
  });
  expect(filledSeverity({ Original: '9' })).toEqual({ Original: '9' });
});
