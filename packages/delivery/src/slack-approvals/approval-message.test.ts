import type { Approval, Plan } from '@trueup/core';
import { describe, expect, test } from 'vitest';
import { approvalMessage } from './approval-message.ts';
import { APPROVE, REJECT } from './read-envelope.ts';
import { readShownPlan } from './shown-plan.ts';
import { samplePlan } from './testing/sample-plan.ts';

const text = (plan: Plan, approvals: Approval[] = [], consoleUrl?: string): string =>
  JSON.stringify(approvalMessage({ plan, approvals }, consoleUrl));
const word = (name: string, change: Partial<Approval> = {}): Approval =>
  ({
    planId: 'p',
    planHash: samplePlan().hash,
    verdict: 'approve',
    by: { kind: 'person', name },
    at: '',
    ...change,
  }) as Approval;

describe('a plan that waits', () => {
  test('shows what it would do, to what, how risky it is and until when', () => {
    const said = text(samplePlan());
    for (const part of ['S3.8', 'arn:aws:s3:::invoices', '111122223333', 'disruptive', 'bob', 'PutPublicAccessBlock']) {
      expect(said).toContain(part);
    }
    expect(said).toContain('hash abcdef012345 ·');
    expect(said).toContain('2026-03-02T10:00:00.000Z');
    expect(said).toContain('Approvals: 0 of 2');
  });

  test('has buttons that carry the hash of what is shown', () => {
    const plan = samplePlan();
    const actions = approvalMessage({ plan, approvals: [] }).blocks.find(({ type }) => type === 'actions');
    const elements = actions?.['elements'] as readonly { action_id: string; value: string; url?: string }[];
    expect(elements.map(({ action_id: id }) => id)).toEqual([APPROVE, REJECT]);
    for (const { value, url } of elements) {
      expect(readShownPlan(value)).toEqual({ planId: plan.id, hash: plan.hash });
      expect(url).toBeUndefined();
    }
  });

  test('links to the page of the plan, and nowhere else', () => {
    const urls = text(samplePlan(), [], 'https://trueup.example.com').match(/https?:[^|"\s>]+/g);
    expect(urls).toEqual(['https://trueup.example.com/plans/plan-0123456789abcdef']);
    expect(text(samplePlan())).not.toContain('http');
  });

  test('shows who has said yes to this very plan', () => {
    const other = word('carol', { planHash: 'f'.repeat(64) });
    expect(text(samplePlan(), [word('alice'), other])).toContain('Approvals: 1 of 2\\nalice: approve');
  });
});

test.each(['approved', 'rejected', 'expired', 'stale', 'started', 'ready'] as const)(
  'one that is %s has no buttons',
  (status) => {
    expect(
      approvalMessage({ plan: samplePlan({ status }), approvals: [] }).blocks.some(({ type }) => type === 'actions'),
    ).toBe(false);
  },
);

test.each(['<!channel>', '<@U123>', '<https://evil.example|your bank>'])(
  '%s in a name or a call is text',
  (hostile) => {
    const plan = samplePlan({
      calls: [{ step: 's', service: 's3', operation: hostile, parameters: { Bucket: hostile } }],
      requestedBy: { kind: 'person', name: hostile },
      noUndoReason: hostile,
    });
    const said = approvalMessage({ plan, approvals: [word(hostile, { verdict: 'reject', reason: hostile })] });
    const parts = said.blocks.filter(({ type }) => type !== 'header' && type !== 'actions');
    expect(JSON.stringify(parts)).not.toContain(hostile);
  },
);

test('however large the plan is, Slack takes the message', () => {
  const long = 'x'.repeat(5_000);
  const call = { step: 's', service: 's3', operation: long, parameters: { Bucket: long } };
  const plan = samplePlan({
    calls: Array.from({ length: 500 }, () => call),
    noUndoReason: long,
    undetermined: long,
    requestedBy: { kind: 'person', name: long },
  });
  const approvals = Array.from({ length: 50 }, (_, index) => word(`${index}${long}`, { reason: long }));
  for (const block of approvalMessage({ plan, approvals }).blocks) {
    const { fields = [], text: one } = block as { fields?: readonly { text: string }[]; text?: { text: string } };
    expect(fields.every(({ text: field }) => field.length <= 2_000)).toBe(true);
    expect(fields.length).toBeLessThanOrEqual(10);
    expect(one?.text.length ?? 0).toBeLessThanOrEqual(3_000);
  }
});
