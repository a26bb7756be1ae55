import { scriptedTrueup } from '@trueup/api-contract/testing';
import { expect, test } from 'vitest';
import { paint } from '../terminal/paint.ts';
import { planText } from './plan-text.ts';

const look = { paint: paint(false) };
const now = Date.parse('2026-01-31T10:00:00.000Z');

async function shownPlan() {
  const trueup = scriptedTrueup().application({ kind: 'person', name: 'alice' });
  const planned = await trueup.makePlan({ findingId: 'f-0000000000000001' });
  if (planned.kind !== 'planned') throw new Error('expected a plan');
  return trueup.getPlan({ id: planned.plan.id });
}

test('a plan shows its calls, changes, permissions, undo, risk, hash and expiry', async () => {
  const shown = await shownPlan();
  const plan = { ...shown.plan, expiresAt: '2026-02-01T09:00:00.000Z' };
  expect(planText({ ...shown, plan }, look, now)).toMatchInlineSnapshot(`
    "Plan plan-1: repair of invoices for S3.8
      resource      arn:aws:s3:::invoices
      place         111111111111 us-east-1
      finding       f-0000000000000001
      risk          disruptive: may break access
      policy line   public-buckets
      undo          by a runbook, from the snapshot taken before
      status        ready
      asked for by  alice at 2026-01-31 09:30:00Z
      expires       in 23 hours (2026-02-01 09:00:00Z)
      hash          bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb1

    Calls, in order
      1. s3:PutPublicAccessBlock (step BlockPublicAccess)
           Bucket: "invoices"
           PublicAccessBlockConfiguration:
             BlockPublicAcls: true
             BlockPublicPolicy: true

    Changes
      ~ PublicAccessBlock.BlockPublicAcls: false -> true
      - Tags[0]:
      -   Key: "stale"
      -   Value: "yes"
      + Tags[1]:
      +   Key: "owner"
      +   Value: "unassigned"

    Permissions of the execution, and no others
      s3:PutBucketPublicAccessBlock on arn:aws:s3:::invoices

    Plan: 1 to add, 1 to change, 1 to remove, with 1 call."
  `);
});

test('what is seen before an approval cannot be forged by a value in the plan', async () => {
  const shown = await shownPlan();
  const forged = { path: ['Tags', 'x\n  + Harmless'], before: '\u001b[1A\u001b[2K', after: 'y\r' };
  const lines = planText({ ...shown, differences: [forged] }, look, now).split('\n');
  expect(lines.filter((line) => line.startsWith('  + '))).toEqual([]);
  expect(lines.join('')).not.toMatch(/\p{Cc}/u);
});
