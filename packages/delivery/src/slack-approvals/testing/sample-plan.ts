import type { Plan } from '@trueup/core';

/** A plan that waits; only what a message shows is as in life. */
export function samplePlan(change: Partial<Plan> = {}): Plan {
  return {
    id: 'plan-0123456789abcdef',
    executionId: '4105a4fc-0000-4000-8000-0123456789ab',
    kind: 'repair',
    findingId: 'f-1',
    controlId: 'S3.8',
    resource: {
      arn: 'arn:aws:s3:::invoices',
      id: 'invoices',
      type: 'AWS::S3::Bucket',
      accountId: '111122223333',
      region: 'eu-west-1',
      partition: 'aws',
    },
    document: '',
    input: {},
    controlParameters: {},
    before: {},
    expected: {},
    calls: [{ step: 'Block', service: 's3', operation: 'PutPublicAccessBlock', parameters: { Bucket: 'invoices' } }],
    permissions: [],
    risk: 'disruptive',
    remediation: 'buckets',
    approvalsNeeded: 2,
    policyHash: 'p',
    requestedBy: { kind: 'person', name: 'bob' },
    createdAt: '2026-03-01T10:00:00.000Z',
    expiresAt: '2026-03-02T10:00:00.000Z',
    status: 'waiting-for-approval',
    hash: 'abcdef012345'.padEnd(64, '0'),
    ...change,
  } as Plan;
}
