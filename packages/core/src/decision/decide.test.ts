import { expect, test } from 'vitest';
import type { Control } from '../control/control.ts';
import type { Finding } from '../finding/finding.ts';
import { decide, type Decision, type DecisionInput } from './decide.ts';
import type { Mode, Policy } from './policy.ts';

const finding = {
  controlId: 'S3.8',
  compliance: 'FAILED',
  workflow: 'NEW',
  recordState: 'ACTIVE',
  resource: { accountId: '111111111111', region: 'eu-west-1' },
} as Finding;
const control = { id: 'S3.8', undo: { kind: 'runbook' } } as Control;
const policy = (mode?: Mode): Policy =>
  ({ remediations: mode ? [{ controls: ['S3.8'], mode }] : [] }) as unknown as Policy;

const usual: DecisionInput = {
  finding,
  control,
  policy: policy('automatic'),
  locked: false,
  undetermined: false,
  requestedByPerson: false,
};
const leave = (reason: string): Decision => ({ kind: 'leave', reason }) as Decision;
const propose = (reason: string): Decision => ({ kind: 'propose', reason }) as Decision;
const remediate: Decision = { kind: 'remediate' };

test.each<[string, Partial<DecisionInput>, Decision]>([
  ['mode automatic acts by itself', {}, remediate],
  ['mode manual waits for a person', { policy: policy('manual') }, leave('mode-manual')],
  ['a person who asks is what mode manual waits for', { policy: policy('manual'), requestedByPerson: true }, remediate],
  ['no line in the policy means manual', { policy: policy() }, leave('mode-manual')],
  [
    'mode approval proposes, to a person as well',
    { policy: policy('approval'), requestedByPerson: true },
    propose('mode-approval'),
  ],
  [
    'a control that needs approval is never automatic',
    { control: { ...control, approvalOnly: 'It replaces the database.' } },
    propose('approval-only'),
  ],
  [
    'nor does a person alone start it',
    { control: { ...control, approvalOnly: 'x' }, policy: policy('manual'), requestedByPerson: true },
    propose('approval-only'),
  ],
  [
    'what cannot be undone needs approval',
    { control: { ...control, undo: { kind: 'none', reason: 'x' } } },
    propose('no-undo'),
  ],
  ['a plan that is not known to its end needs approval', { undetermined: true }, propose('plan-undetermined')],
  ['a held resource is left alone', { locked: true }, leave('resource-locked')],
  ['a resolved finding is left alone', { finding: { ...finding, workflow: 'RESOLVED' } }, leave('finding-not-open')],
  [
    'a suppressed finding is left alone',
    { finding: { ...finding, workflow: 'SUPPRESSED' } },
    leave('finding-not-open'),
  ],
  [
    'an archived finding is left alone',
    { finding: { ...finding, recordState: 'ARCHIVED' } },
    leave('finding-not-open'),
  ],
  [
    'what was not read last time is left alone',
    { finding: { ...finding, compliance: 'WARNING' } },
    leave('undetermined'),
  ],
  [
    'after an undo automation leaves the resource alone',
    { finding: { ...finding, pausedReason: 'Undone.' } },
    leave('automation-paused'),
  ],
  ['a person may still ask', { finding: { ...finding, pausedReason: 'Undone.' }, requestedByPerson: true }, remediate],
])('%s', (_name, change, expected) => {
  expect(decide({ ...usual, ...change })).toEqual(expected);
});

test('the first line of the policy that matches decides', () => {
  const lines = [
    { controls: ['*'], mode: 'manual', accounts: ['222222222222'] },
    { controls: ['*'], mode: 'approval', regions: ['eu-west-1'] },
    { controls: ['S3.8'], mode: 'automatic' },
  ];
  const decision = decide({ ...usual, policy: { remediations: lines } as unknown as Policy });
  expect(decision).toEqual(propose('mode-approval'));
});
