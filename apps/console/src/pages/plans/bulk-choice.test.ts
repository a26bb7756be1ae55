import type { Risk } from '@trueup/api-contract';
import { expect, test } from 'vitest';
import { bulkChoice } from './bulk-choice.ts';

const plan = (id: string, risk: Risk) => ({ id, risk });
const ids = (plans: readonly { id: string }[]) => plans.map(({ id }) => id);

test('plans are decided about once each, the riskiest first', () => {
  const chosen = [plan('a', 'low'), plan('b', 'destructive'), plan('a', 'low'), plan('c', 'safe')];
  const choice = bulkChoice(chosen, () => true);
  expect(ids(choice.plans)).toEqual(['b', 'a', 'c']);
  expect(choice.highestRisk).toBe('destructive');
});

test('what may not be decided about is left, and does not count to the risk', () => {
  const choice = bulkChoice([plan('own', 'destructive'), plan('other', 'low')], ({ id }) => id !== 'own');
  expect([ids(choice.plans), ids(choice.left), choice.highestRisk]).toEqual([['other'], ['own'], 'low']);
  expect(bulkChoice([plan('own', 'low')], () => false).highestRisk).toBeUndefined();
});
