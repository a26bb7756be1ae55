import { expect, test } from 'vitest';
import { nextStep, type NextStep } from './next-step.ts';

type Known = Parameters<typeof nextStep>[0];
const NOW = Date.parse('2026-03-01T10:00:00.000Z');
const plan = (id: string, status: Known['plans'][number]['status'], expiresAt = '2026-03-02T00:00:00.000Z') => ({
  id,
  status,
  expiresAt,
});
const known = (more: Partial<Known> = {}): Known => ({
  finding: { workflow: 'NEW', recordState: 'ACTIVE' },
  decision: { kind: 'propose', reason: 'mode-approval' },
  plans: [],
  executions: [],
  ...more,
});
const verified = { id: 'e', kind: 'repair', phase: 'finished', outcome: 'verified' } as const;

test.each<[what: string, Partial<Known>, NextStep]>([
  [
    'an execution that runs, whatever else there is',
    { executions: [{ id: 'e', kind: 'repair', phase: 'verifying' }], plans: [plan('p', 'ready')] },
    { kind: 'follow', executionId: 'e' },
  ],
  ['nothing for what is archived', { finding: { workflow: 'NEW', recordState: 'ARCHIVED' } }, { kind: 'archived' }],
  [
    'nothing for what is suppressed',
    { finding: { workflow: 'SUPPRESSED', recordState: 'ACTIVE' } },
    { kind: 'suppressed' },
  ],
  [
    'the verified repair of what is resolved',
    { finding: { workflow: 'RESOLVED', recordState: 'ACTIVE' }, executions: [verified] },
    { kind: 'repaired' },
  ],
  [
    'nothing for what resolved itself',
    { finding: { workflow: 'RESOLVED', recordState: 'ACTIVE' } },
    { kind: 'resolved' },
  ],
  [
    'the plan that waits, before one that could start',
    { plans: [plan('one', 'approved'), plan('two', 'waiting-for-approval')] },
    { kind: 'approve', planId: 'two' },
  ],
  ['the plan that could start', { plans: [plan('one', 'ready')] }, { kind: 'start', planId: 'one' }],
  [
    'a new plan where the old ones are over',
    { plans: [plan('one', 'ready', '2026-03-01T10:00:00.000Z'), plan('two', 'stale')] },
    { kind: 'plan' },
  ],
  [
    'a plan where the policy leaves it to people',
    { decision: { kind: 'leave', reason: 'mode-manual' } },
    { kind: 'plan' },
  ],
  ['Trueup itself where the policy lets it', { decision: { kind: 'remediate' } }, { kind: 'automatic' }],
  ['to resume what is paused', { decision: { kind: 'leave', reason: 'automation-paused' } }, { kind: 'resume' }],
  ['the owners in code', { decision: { kind: 'leave', reason: 'owned-by-code' } }, { kind: 'code' }],
  ['a window', { decision: { kind: 'leave', reason: 'frozen' } }, { kind: 'window' }],
  ['to look why it failed', { decision: { kind: 'leave', reason: 'attempts-spent' } }, { kind: 'look' }],
])('the next step is %s', (_what, more, step) => {
  expect(nextStep(known(more), NOW)).toEqual(step);
});
