import { expect, test } from 'vitest';
import { comparablePlan } from './comparable-plan.ts';

const plan = (status: string, at: string): Parameters<typeof comparablePlan>[0] => ({
  kind: 'repair',
  risk: 'low',
  remediation: 'line',
  approvalsNeeded: 1,
  input: { Bucket: 'b' },
  before: {
    resource: { arn: 'a', type: 't', id: 'b', accountId: '1', region: 'r', partition: 'aws' },
    takenAt: at,
    configuration: { Versioning: { Status: status } },
    unread: [],
  },
  expected: { Versioning: { Status: 'Enabled' } },
  calls: [{ step: 's', service: 's3', operation: 'PutBucketVersioning', parameters: {} }],
  document: 'a\nb',
});

test('plans that would do the same to the same are the same, whenever the resource was read', () => {
  expect(comparablePlan(plan('Suspended', '2026-01-01T00:00:00.000Z'))).toBe(
    comparablePlan(plan('Suspended', '2026-01-02T00:00:00.000Z')),
  );
});

test('what the resource said differs between plans, and shows', () => {
  const at = '2026-01-01T00:00:00.000Z';
  expect(comparablePlan(plan('Suspended', at))).not.toBe(comparablePlan(plan('Off', at)));
  expect(comparablePlan(plan('Off', at))).toContain('"Status": "Off"');
});
