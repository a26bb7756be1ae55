import type { AutomationRule } from '@trueup/api-contract';
import { describe, expect, test } from 'vitest';
import {
  draftOfRule,
  moved,
  newRule,
  parseCriteria,
  ruleFaults,
  ruleId,
  ruleInput,
  type RuleDraft,
} from './rule-draft.ts';

const rule = (members: Partial<AutomationRule> = {}): AutomationRule => ({
  arn: 'arn:aws:securityhub:eu-west-1:111122223333:automation-rule/one',
  name: 'Sandbox is low',
  description: 'Nothing that anyone needs.',
  order: 3,
  enabled: true,
  terminal: false,
  criteria: { AwsAccountId: [{ Value: '333333333333', Comparison: 'EQUALS' }] },
  update: { Severity: { Label: 'LOW' } },
  createdBy: 'ann',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...members,
});
const sound: RuleDraft = draftOfRule(rule());

describe('a rule that is being written', () => {
  test('comes after the others, with the criteria of a link', () => {
    expect(newRule('{"Title":[]}', [rule({ order: 7 }), rule({ order: 2 })])).toMatchObject({
      order: '8',
      criteria: '{\n  "Title": []\n}',
    });
    expect(newRule('[1]', [])).toMatchObject({ order: '1', criteria: '{}' });
    expect(newRule(undefined, [rule({ order: 1000 })]).order).toBe('1000');
  });

  test('comes back as it was', () => {
    const update = {
      Severity: { Label: 'HIGH' as const, Normalized: 70 },
      Workflow: { Status: 'SUPPRESSED' as const },
      VerificationState: 'BENIGN_POSITIVE' as const,
      Confidence: 0,
      Criticality: 100,
      Note: { Text: 'known', UpdatedBy: 'ben' },
      Types: ['a/b', 'c/d'],
      RelatedFindings: [{ ProductArn: 'arn:p', Id: 'x' }],
      UserDefinedFields: { team: 'web' },
    };
    const whole = rule({ update, tags: { team: 'web' } });
    expect(ruleInput(draftOfRule(whole), 'ann', whole)).toEqual({
      RuleName: whole.name,
      Description: whole.description,
      RuleOrder: 3,
      RuleStatus: 'ENABLED',
      IsTerminal: false,
      Criteria: whole.criteria,
      Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: update }],
      Tags: { team: 'web' },
    });
  });

  test('signs a note that it changes', () => {
    const before = rule({ update: { Note: { Text: 'old', UpdatedBy: 'ben' } } });
    const draft = draftOfRule(before);
    const input = ruleInput({ ...draft, update: { ...draft.update, note: 'new' } }, 'ann', before);
    expect(input).toMatchObject({ Actions: [{ FindingFieldsUpdate: { Note: { Text: 'new', UpdatedBy: 'ann' } } }] });
  });

  test.each<[Partial<RuleDraft>, object]>([
    [{}, {}],
    [{ name: ' ' }, { name: 'missing' }],
    [{ description: '' }, { description: 'missing' }],
    [{ order: '0' }, { order: 'noPlace' }],
    [{ order: '1001' }, { order: 'noPlace' }],
    [{ order: 'x' }, { order: 'noPlace' }],
    [{ criteria: '{' }, { criteria: 'broken' }],
    [{ update: { ...sound.update, confidence: '101' } }, { confidence: 'noPercent' }],
    [{ update: { ...sound.update, criticality: '1.5' } }, { criticality: 'noPercent' }],
    [{ update: { ...sound.update, severity: '' } }, { update: 'nothing' }],
  ])('%j has the faults %j', (changes, expected) => {
    expect(ruleFaults({ ...sound, ...changes })).toEqual(expected);
  });

  test('cannot lose its last tag', () => {
    const tagged = rule({ tags: { team: 'web' } });
    expect(ruleFaults({ ...draftOfRule(tagged), tags: [] }, tagged)).toEqual({ tags: 'kept' });
  });

  test('says where its criteria are broken', () => {
    expect(parseCriteria('{\n  "Title": [],\n}')).toMatchObject({ kind: 'broken', line: 3 });
    expect(parseCriteria('x')).toMatchObject({ kind: 'broken', line: 1 });
    expect(parseCriteria('[]')).toMatchObject({ kind: 'broken', detail: 'expected an object' });
    expect(ruleInput({ ...sound, criteria: '{' }, 'ann')).toBeUndefined();
  });
});

describe('the order of rules', () => {
  const rules = ['a', 'b', 'c'].map((id) => rule({ arn: `arn:aws:securityhub:eu-west-1:1:automation-rule/${id}` }));
  test.each([
    [1, -1, ['b', 'a', 'c']],
    [1, 1, ['a', 'c', 'b']],
    [0, -1, ['a', 'b', 'c']],
    [2, 1, ['a', 'b', 'c']],
  ] as const)('place %d moved by %d', (index, by, expected) => {
    expect(moved(rules, index, by)).toEqual(expected);
  });

  test('is by the end of the ARN', () => {
    expect(ruleId(rule())).toBe('one');
  });
});
