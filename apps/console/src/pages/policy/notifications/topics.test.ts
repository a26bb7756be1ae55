import type { EventRule } from '@trueup/api-contract';
import { expect, test } from 'vitest';
import { patternOf, ruleFor, TOPICS, topicOf } from './topics.ts';

const rule = (name: string, pattern: string): EventRule => ({
  name,
  bus: 'default',
  arn: `arn:aws:events:us-east-1:111111111111:rule/${name}`,
  enabled: true,
  pattern,
  targets: [],
  createdBy: 'ann',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
});

test.each(TOPICS)('a rule of the pattern of %s is known as such, however it is indented', (topic) => {
  const pattern = patternOf(topic);
  expect(topicOf({ pattern })).toBe(topic);
  expect(topicOf({ pattern: JSON.stringify(JSON.parse(pattern)) })).toBe(topic);
});

test.each([
  { pattern: '{"source":["trueup"]}' },
  { pattern: '{"source":' },
  {},
  { pattern: patternOf('kill-switch'), schedule: { expression: 'rate(1 day)' } },
])('%j is about none of the topics', (given) => {
  expect(topicOf(given)).toBeUndefined();
});

test('a notification joins the rule of its topic that others made before', () => {
  const mine = rule('mine', patternOf('plan-waits'));
  const notify = rule('notify-plan-waits', patternOf('plan-waits'));
  expect(ruleFor('plan-waits', [mine, notify])).toEqual({ name: 'notify-plan-waits', existing: notify });
});

test('a rule of somebody else is never written over', () => {
  expect(ruleFor('plan-waits', [])).toEqual({ name: 'notify-plan-waits' });
  const taken = rule('notify-plan-waits', '{"source":["shop"]}');
  expect(ruleFor('plan-waits', [taken])).toEqual({ name: 'notify-plan-waits-2' });
});
