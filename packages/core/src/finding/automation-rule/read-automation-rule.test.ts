import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAutomationRule } from './read-automation-rule.ts';

const CRITERIA = { Title: [{ Value: 'x', Comparison: 'EQUALS' }] };
const INPUT = {
  RuleName: 'name',
  Description: 'text',
  RuleOrder: 1,
  Criteria: CRITERIA,
  Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Confidence: 5 } }],
};
const SETTINGS = {
  name: 'name',
  description: 'text',
  order: 1,
  enabled: true,
  terminal: false,
  criteria: CRITERIA,
  update: { Confidence: 5 },
};

test('what CreateAutomationRule needs is enough: a rule is enabled and not terminal', () => {
  expect(readAutomationRule(INPUT)).toEqual({ kind: 'read', settings: SETTINGS });
});

test('all members are read, and what is not known is not looked at', () => {
  const given = { ...INPUT, RuleStatus: 'DISABLED', IsTerminal: true, Tags: { team: 'x' }, Colour: 1 };
  expect(readAutomationRule(given)).toEqual({
    kind: 'read',
    settings: { ...SETTINGS, enabled: false, terminal: true, tags: { team: 'x' } },
  });
});

test('a change keeps what it does not name', () => {
  const current = { ...SETTINGS, enabled: false, terminal: true, tags: { team: 'x' } };
  expect(readAutomationRule({}, current)).toEqual({ kind: 'read', settings: current });
  expect(
    readAutomationRule({ RuleOrder: 1000, RuleStatus: 'ENABLED', Criteria: {}, IsTerminal: null }, current),
  ).toEqual({
    kind: 'read',
    settings: { ...current, order: 1000, enabled: true, criteria: {} },
  });
});

const action = (FindingFieldsUpdate: unknown) => ({
  Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate }],
});
const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

test.each<[object, string, RegExp]>([
  [{ RuleName: undefined }, 'RuleName', /not blank/],
  [{ RuleName: ' ' }, 'RuleName', /not blank/],
  [{ Description: 5 }, 'Description', /not blank/],
  [{ RuleOrder: undefined }, 'RuleOrder', /from 1 to 1000/],
  [{ RuleOrder: 0 }, 'RuleOrder', /from 1 to 1000/],
  [{ RuleOrder: 1001 }, 'RuleOrder', /from 1 to 1000/],
  [{ RuleOrder: 1.5 }, 'RuleOrder', /from 1 to 1000/],
  [{ RuleStatus: 'ON' }, 'RuleStatus', /ENABLED, DISABLED/],
  [{ IsTerminal: 'true' }, 'IsTerminal', /true or false/],
  [{ Criteria: undefined }, 'Criteria', /must be an object/],
  [{ Criteria: { Title: [{ Value: 'x' }] } }, 'Criteria.Title[0].Comparison', /must be one of/],
  [{ Criteria: { Region: [] } }, 'Criteria.Region', /no field to filter by/],
  [{ Actions: undefined }, 'Actions', /one action/],
  [{ Actions: [] }, 'Actions', /one action/],
  [{ Actions: [...INPUT.Actions, ...INPUT.Actions] }, 'Actions', /one action/],
  [{ Actions: [{ Type: 'OTHER' }] }, 'Actions[0].Type', /FINDING_FIELDS_UPDATE/],
  [action(undefined), 'Actions[0].FindingFieldsUpdate', /must be an object/],
  [action({ Compliance: {} }), 'Actions[0].FindingFieldsUpdate.Compliance', /cannot be set/],
  [action({ Confidence: 101 }), 'Actions[0].FindingFieldsUpdate.Confidence', /from 0 to 100/],
  [{ Tags: {} }, 'Tags', /1 to 50 pairs/],
  [{ Tags: tags(51) }, 'Tags', /1 to 50 pairs/],
  [{ Tags: { 'aws:x': 'v' } }, 'Tags["aws:x"]', /letters, digits/],
  [{ Tags: { ä: 'v' } }, 'Tags["ä"]', /letters, digits/],
  [{ Tags: { k: 'x'.repeat(257) } }, 'Tags["k"]', /at most 256/],
])('%j is invalid', (members, field, reason) => {
  expect(readAutomationRule({ ...INPUT, ...members })).toEqual({
    kind: 'invalid',
    field,
    reason: expect.stringMatching(reason),
  });
});

test('no JSON is a crash', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(INPUT), 'Tags'), (value, name) => {
      expect(['read', 'invalid']).toContain(readAutomationRule({ ...INPUT, [name]: value }).kind);
      expect(readAutomationRule(value).kind).toBe('invalid');
    }),
  );
});
