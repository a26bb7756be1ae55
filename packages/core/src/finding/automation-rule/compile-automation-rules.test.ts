import { describe, expect, test } from 'vitest';
import type { Asff } from '../asff/asff.ts';
import type { FindingUpdate } from '../asff/finding-update.ts';
import { sampleAsff } from '../asff/testing/sample-asff.ts';
import type { AutomationRule } from './automation-rule.ts';
import { compileAutomationRules } from './compile-automation-rules.ts';

const NOW = '2026-01-12T00:00:00.000Z';

function rule(name: string, update: FindingUpdate, members: Partial<AutomationRule> = {}): AutomationRule {
  return {
    arn: `arn:aws:securityhub:eu-west-1:111122223333:automation-rule/${name}`,
    name,
    description: name,
    order: 1,
    enabled: true,
    terminal: false,
    criteria: {},
    update,
    createdBy: 'alice',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...members,
  };
}

const severity = (Label: 'LOW' | 'MEDIUM' | 'CRITICAL'): FindingUpdate => ({ Severity: { Label } });
const when = (field: string, Value: string) => ({ criteria: { [field]: [{ Value, Comparison: 'EQUALS' }] } });

function apply(rules: readonly AutomationRule[], base: Asff = sampleAsff(), out: Asff = base) {
  return compileAutomationRules(rules)(base, out, NOW);
}
const names = (rules: readonly AutomationRule[]) => apply(rules).applied.map(({ ruleName }) => ruleName);

describe('automation rules', () => {
  test('go by their order, then the one edited last comes last', () => {
    const at = (day: string) => ({ updatedAt: `2026-01-${day}T00:00:00.000Z` });
    const rules = [
      rule('third', severity('LOW'), { order: 2, ...at('01') }),
      rule('second', severity('LOW'), at('05')),
      rule('first', severity('LOW'), at('02')),
      rule('fourth', severity('LOW'), { order: 1000, ...at('01') }),
    ];
    expect(names(rules)).toEqual(['first', 'second', 'third', 'fourth']);
    expect(names([...rules].reverse())).toEqual(['first', 'second', 'third', 'fourth']);
  });

  test('for one field the last has its way, other fields keep what the first wrote, and the trace tells both', () => {
    const rules = [rule('one', { ...severity('LOW'), Confidence: 5 }), rule('two', severity('CRITICAL'), { order: 2 })];
    const { asff, applied } = apply(rules);
    expect(asff).toEqual(sampleAsff({ Severity: { Label: 'CRITICAL', Normalized: 90 }, Confidence: 5 }));
    expect(applied).toEqual([
      {
        ruleArn: 'arn:aws:securityhub:eu-west-1:111122223333:automation-rule/one',
        ruleName: 'one',
        changes: [
          { field: 'Severity.Label', from: 'HIGH', to: 'LOW' },
          { field: 'Severity.Normalized', from: '70', to: '1' },
          { field: 'Confidence', to: '5' },
        ],
      },
      {
        ruleArn: 'arn:aws:securityhub:eu-west-1:111122223333:automation-rule/two',
        ruleName: 'two',
        changes: [
          { field: 'Severity.Label', from: 'LOW', to: 'CRITICAL' },
          { field: 'Severity.Normalized', from: '1', to: '90' },
        ],
      },
    ]);
  });

  test('never see what another rule or a customer wrote', () => {
    const rules = [
      rule('one', severity('LOW')),
      rule('low', { Confidence: 1 }, { order: 2, ...when('SeverityLabel', 'LOW') }),
      rule('high', { Confidence: 2 }, { order: 2, ...when('SeverityLabel', 'HIGH') }),
    ];
    const stored = sampleAsff({ Severity: { Label: 'MEDIUM', Normalized: 40 }, UserDefinedFields: { kept: 'x' } });
    const { asff, applied } = apply(rules, sampleAsff(), stored);
    expect(applied.map(({ ruleName }) => ruleName)).toEqual(['one', 'high']);
    expect(asff).toEqual({ ...stored, Severity: { Label: 'LOW', Normalized: 1 }, Confidence: 2 });
  });

  test('stop after a terminal one that matches', () => {
    const last = rule('last', severity('LOW'), { order: 3 });
    const terminal = rule('terminal', severity('MEDIUM'), { order: 2, terminal: true });
    expect(names([rule('first', severity('LOW')), terminal, last])).toEqual(['first', 'terminal']);
    expect(names([{ ...terminal, ...when('Title', 'other') }, last])).toEqual(['last']);
  });

  test('do nothing when disabled or when they do not match', () => {
    const rules = [
      rule('off', severity('LOW'), { enabled: false }),
      rule('other', severity('LOW'), when('Title', 'other')),
    ];
    const base = sampleAsff();
    expect(apply(rules, base)).toEqual({ asff: base, applied: [], skipped: [] });
    expect(apply(rules, base).asff).toBe(base);
  });

  test('date their notes now', () => {
    const { asff, applied } = apply([rule('note', { Note: { Text: 'x', UpdatedBy: 'rule' } })]);
    expect(asff.Note).toEqual({ Text: 'x', UpdatedBy: 'rule', UpdatedAt: NOW });
    expect(applied[0]?.changes).toEqual([
      { field: 'Note.Text', to: 'x' },
      { field: 'Note.UpdatedBy', to: 'rule' },
    ]);
  });

  test('are told as applied also where they change nothing', () => {
    expect(apply([rule('same', { Severity: { Label: 'HIGH' } })]).applied).toMatchObject([
      { ruleName: 'same', changes: [] },
    ]);
  });

  test('are skipped, each with its reason, when they cannot be applied', () => {
    const fields = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']));
    const rules = [
      rule('odd', severity('LOW'), { criteria: { Colour: [] } }),
      rule('full', { UserDefinedFields: fields }),
      rule('more', { UserDefinedFields: { another: 'v' } }, { order: 2 }),
      rule('after', severity('LOW'), { order: 3 }),
    ];
    const { asff, applied, skipped } = apply(rules);
    expect(applied.map(({ ruleName }) => ruleName)).toEqual(['full', 'after']);
    expect(skipped).toMatchObject([
      { ruleName: 'odd', reason: 'invalid-criteria' },
      { ruleName: 'more', reason: 'too-many-user-defined-fields' },
    ]);
    expect(asff.UserDefinedFields).toEqual(fields);
  });
});
