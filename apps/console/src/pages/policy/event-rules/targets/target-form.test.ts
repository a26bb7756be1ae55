import type { EventTarget } from '@trueup/api-contract';
import { describe, expect, test } from 'vitest';
import { TARGET_FIELDS, TARGET_KINDS } from './target-fields.ts';
import { emptyTarget, formOf, freeId, targetOf, type TargetForm } from './target-form.ts';

const targets: readonly EventTarget[] = [
  { id: 'repair', address: { kind: 'remediation' }, retry: { maxAttempts: 3, maxAgeSeconds: 600 } },
  { id: 'mail', address: { kind: 'email', to: ['a@example.com', 'b@example.com'], locale: 'ja' } },
  {
    id: 'lock-it',
    address: { kind: 'runbook', document: 'Fix-Bucket' },
    input: { kind: 'transformer', paths: { id: '$.detail.finding.id' }, template: '{"Bucket": ["<id>"]}' },
    deadLetterArn: 'arn:aws:sqs:us-east-1:111111111111:dead',
  },
  {
    id: 'hook',
    address: { kind: 'webhook', url: 'https://example.com/hook', signingSecret: 'HOOK' },
    input: { kind: 'constant', text: '{"a":1}' },
  },
  { id: 'part', address: { kind: 'slack', urlSecret: 'TEAM' }, input: { kind: 'path', path: '$.detail' } },
];

test.each(targets)('the target $id is the same after it was opened and saved', (target) => {
  expect(targetOf(formOf(target))).toEqual({ kind: 'target', target });
});

test.each(TARGET_KINDS)('the examples of %s are a target', (kind) => {
  const values = Object.fromEntries(TARGET_FIELDS[kind].map(({ name, example }) => [name, example]));
  expect(targetOf({ ...emptyTarget(kind), values })).toMatchObject({ kind: 'target' });
});

test.each(TARGET_KINDS)('an empty form of %s lacks just what must be given', (kind) => {
  const needed = TARGET_FIELDS[kind].filter(({ required }) => required);
  const read = targetOf(emptyTarget(kind));
  const faults = read.kind === 'faulty' ? read.faults : {};
  expect(faults).toEqual(Object.fromEntries(needed.map(({ name }) => [`address.${name}`, 'missing'])));
});

describe('what is entered wrong is named', () => {
  const slack: TargetForm = { ...emptyTarget('slack'), values: { urlSecret: 'TEAM' } };
  test.each<[string, TargetForm, string]>([
    ['an id with a blank', { ...slack, id: 'my team' }, 'id'],
    [
      'the URL in place of its name',
      { ...slack, values: { urlSecret: 'https://hooks.slack.com/x' } },
      'address.urlSecret',
    ],
    ['a mail address that is none', { ...emptyTarget('email'), values: { to: 'ann' } }, 'address.to'],
    ['too many attempts', { ...slack, maxAttempts: '999' }, 'retry.maxAttempts'],
    ['attempts that are no number', { ...slack, maxAttempts: 'many' }, 'retry.maxAttempts'],
    ['an age of less than a minute', { ...slack, maxAgeMinutes: '0' }, 'retry.maxAgeSeconds'],
    ['a transformer without a template', { ...slack, input: 'transformer' }, 'input.template'],
    ['a queue that is no ARN', { ...slack, deadLetterArn: 'queue' }, 'deadLetterArn'],
  ])('%s', (_what, form, path) => {
    expect(targetOf(form)).toEqual({ kind: 'faulty', faults: { [path]: 'malformed' } });
  });
});

test.each([
  [[], 'slack'],
  [['slack'], 'slack-2'],
  [['slack', 'slack-2', 'mail'], 'slack-3'],
])('beside %j a new target is called %s', (taken, id) => {
  expect(freeId('slack', taken)).toBe(id);
});
