import type { EventRule } from '@trueup/api-contract';
import { describe, expect, test } from 'vitest';
import { draftFault, draftOf, inputOf, isSame, newDraft } from './rule-draft.ts';

const RULE: EventRule = {
  name: 'criticals',
  bus: 'default',
  arn: 'arn:aws:events:us-east-1:111111111111:rule/criticals',
  description: 'What nobody should hear of tomorrow.',
  enabled: false,
  pattern: '{"source":["trueup"]}',
  schedule: { expression: 'rate(1 day)', timeZone: 'Europe/Berlin' },
  targets: [],
  createdBy: 'ann',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
};

describe('a rule that is edited', () => {
  test('keeps all that is not changed', () => {
    expect(inputOf(draftOf(RULE))).toEqual({
      name: 'criticals',
      description: 'What nobody should hear of tomorrow.',
      enabled: false,
      pattern: '{\n  "source": [\n    "trueup"\n  ]\n}',
      schedule: { expression: 'rate(1 day)', timeZone: 'Europe/Berlin' },
    });
  });

  test('loses what was emptied or turned off', () => {
    const emptied = { ...draftOf(RULE), description: '  ', schedule: undefined };
    expect(Object.keys(inputOf(emptied)).toSorted()).toEqual(['enabled', 'name', 'pattern']);
  });

  test.each(['{ "source": ["trueup"] }', '{"detail":{"id":[12345678901234567890]}}', '{"source":'])(
    'shows the pattern %s just as it was written',
    (pattern) => {
      expect(draftOf({ ...RULE, pattern }).pattern).toBe(pattern);
    },
  );

  test('has changed once a member differs', () => {
    const draft = draftOf(RULE);
    expect(isSame(draft, { ...draft })).toBe(true);
    expect(isSame(draft, { ...draft, enabled: true })).toBe(false);
  });
});

test.each([
  [newDraft(), 'name'],
  [{ ...newDraft(), name: 'a name' }, 'name'],
  [{ ...newDraft(), name: 'fine' }, undefined],
  [{ ...newDraft(), name: 'fine', pattern: undefined }, 'trigger'],
])('%j cannot be stored for want of its %s', (draft, fault) => {
  expect(draftFault(draft)).toBe(fault);
});
