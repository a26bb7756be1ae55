import type { AuditRecord } from '@trueup/api-contract';
import { auditRecord } from '@trueup/api-contract';
import { expect, test } from 'vitest';
import { subjectPath } from './subject-path.ts';

type Subject = AuditRecord['subject'];

const path = (subject: Subject, action: AuditRecord['action'] = 'definition.put', detail = {}): string | undefined =>
  subjectPath({ subject, action, detail });

test.each<[Subject, string | undefined]>([
  [{ kind: 'finding', id: 'f-1' }, '/findings/f-1'],
  [{ kind: 'plan', id: 'plan-1' }, '/plans/plan-1'],
  [{ kind: 'execution', id: 'e-1' }, '/executions/e-1'],
  [{ kind: 'exception', id: 'x-1' }, '/policy/exceptions/x-1'],
  [{ kind: 'kill-switch', id: 'all' }, '/settings/kill-switch'],
  [{ kind: 'store', id: 'store' }, undefined],
])('the subject %j is on %s', (subject, expected) => {
  expect(path(subject)).toBe(expected);
});

test('every kind of subject is known', () => {
  for (const kind of auditRecord.shape.subject.shape.kind.options) {
    expect(() => path({ kind, id: 'one' })).not.toThrow();
  }
});

test.each([
  ['arn:aws:events:us-east-1:111111111111:rule/criticals', {}, '/policy/event-rules/criticals'],
  ['arn:aws:events:us-east-1:111111111111:archive/everything', {}, '/policy/deliveries?tab=archives'],
  [
    'arn:aws:securityhub:us-east-1:111111111111:automation-rule/a1',
    { kind: 'automation-rule' },
    '/policy/automation-rules/a1',
  ],
  ['arn:aws:securityhub:us-east-1:111111111111:action/custom/ticket', { kind: 'custom-action' }, undefined],
  ['view/mine', { kind: 'view' }, undefined],
])('the definition %s is on its own page', (id, detail, expected) => {
  expect(path({ kind: 'definition', id }, 'definition.put', detail)).toBe(expected);
});

test('what was deleted has no page any more', () => {
  expect(path({ kind: 'document', id: 'Fix' }, 'document.created')).toBe('/runbooks/documents/Fix');
  expect(path({ kind: 'document', id: 'Fix' }, 'document.deleted')).toBeUndefined();
  const rule = { kind: 'definition', id: 'arn:aws:events:us-east-1:111111111111:rule/gone' } as const;
  expect(path(rule, 'definition.deleted')).toBeUndefined();
});
