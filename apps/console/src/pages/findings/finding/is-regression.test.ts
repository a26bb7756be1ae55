import type { FieldChange } from '@trueup/api-contract';
import { expect, test } from 'vitest';
import { isRegression } from './is-regression.ts';

test.each<[what: string, FieldChange, boolean]>([
  ['reopens', { field: 'Workflow.Status', from: 'RESOLVED', to: 'NEW' }, true],
  ['fails what had passed', { field: 'Compliance.Status', from: 'PASSED', to: 'FAILED' }, true],
  ['brings back what was archived', { field: 'RecordState', from: 'ARCHIVED', to: 'ACTIVE' }, true],
  ['resolves', { field: 'Workflow.Status', from: 'NEW', to: 'RESOLVED' }, false],
  ['ends a suppression', { field: 'Workflow.Status', from: 'SUPPRESSED', to: 'NEW' }, false],
  ['changes a word', { field: 'Description', from: 'PASSED', to: 'FAILED' }, false],
])('a change that %s is a regression: %o → %s', (_what, change, is) => {
  expect(isRegression({ created: false, changes: [change] })).toBe(is);
});

test('a finding that is new has not come back', () => {
  const changes = [{ field: 'Compliance.Status', from: 'PASSED', to: 'FAILED' }];
  expect(isRegression({ created: true, changes })).toBe(false);
});
