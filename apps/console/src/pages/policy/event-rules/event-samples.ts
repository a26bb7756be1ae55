/** An event to try a pattern on, in the envelope that rules see. */
export interface EventSample {
  /** Its detail-type, and what tells two of one type apart. */
  readonly name: string;
  readonly event: Readonly<Record<string, unknown>>;
}

const ACCOUNT = '111111111111';
const REGION = 'eu-west-1';
const BUCKET = 'arn:aws:s3:::invoices';
const FINDING = {
  id: 'f-0a1b2c3d4e5f6071',
  controlId: 'S3.8',
  resource: BUCKET,
  accountId: ACCOUNT,
  region: REGION,
  severity: 'HIGH',
  title: 'S3 general purpose buckets should block public access',
  reason: 'The bucket blocks no public access.',
};
const PLAN = {
  id: 'plan-0a1b2c3d4e5f6071',
  kind: 'repair',
  findingId: FINDING.id,
  controlId: 'S3.8',
  resource: BUCKET,
  decision: 'propose',
  remediation: 'all-others',
  reason: 'mode-approval',
  approvalsNeeded: 1,
  calls: ['s3:PutPublicAccessBlock'],
};
const EXECUTION = {
  id: '31f08904-d701-809d-a202-434c6ea9f974',
  planId: PLAN.id,
  kind: 'repair',
  findingId: FINDING.id,
  resource: BUCKET,
  status: 'Success',
  outcome: 'verified',
};
const EXCEPTION = {
  id: 'exception-0a1b2c3d4e5f6071',
  scope: { controls: ['S3.8'], accounts: [ACCOUNT] },
  owner: 'shop team',
  approver: 'cleo',
  justification: 'The bucket serves the public site.',
  createdAt: '2026-01-05T09:00:00.000Z',
  expiresAt: '2026-04-05T09:00:00.000Z',
  origin: 'person',
  createdBy: 'ann',
};
const ENGINE = { kind: 'system', name: 'engine' };
const PERSON = { kind: 'person', name: 'ann' };

interface Told {
  readonly action: string;
  readonly kind: string;
  readonly told: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly actor?: Readonly<Record<string, unknown>>;
  /** Where what is told does not stand under the kind of its subject. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** As the server makes events of records: what a record says stands under the kind of its subject. */
function trueupEvent(detailType: string, { action, kind, told, actor = ENGINE, detail }: Told): EventSample {
  const { accountId, region, resource } = told as { accountId?: string; region?: string; resource?: string };
  return sample(detailType, {
    source: 'trueup',
    account: accountId ?? '000000000000',
    region: region ?? 'us-east-1',
    resources: resource === undefined ? [] : [resource],
    detail: { ...(detail ?? { [kind]: told }), actor, action, subject: { kind, id: told.id } },
  });
}

function sample(detailType: string, rest: Readonly<Record<string, unknown>>, name = detailType): EventSample {
  return {
    name,
    event: {
      version: '0',
      id: '5c0ffee5-0000-4000-8000-000000000001',
      'detail-type': detailType,
      time: '2026-01-08T03:04:05Z',
      ...rest,
    },
  };
}

const named = ({ event }: EventSample, name: string): EventSample => ({ name, event });

const findingSamples: readonly EventSample[] = [
  trueupEvent('Trueup Finding Opened', { action: 'finding.opened', kind: 'finding', told: FINDING }),
  trueupEvent('Trueup Finding Reopened', { action: 'finding.reopened', kind: 'finding', told: FINDING }),
  trueupEvent('Trueup Finding Resolved', { action: 'finding.resolved', kind: 'finding', told: FINDING }),
];

const planSamples: readonly EventSample[] = [
  trueupEvent('Trueup Plan Waits for Approval', { action: 'plan.made', kind: 'plan', told: PLAN }),
  trueupEvent('Trueup Plan Approved', {
    action: 'plan.approved',
    kind: 'plan',
    actor: PERSON,
    told: {
      id: PLAN.id,
      findingId: FINDING.id,
      controlId: 'S3.8',
      resource: BUCKET,
      accountId: ACCOUNT,
      region: REGION,
    },
  }),
  trueupEvent('Trueup Plan Rejected', {
    action: 'plan.rejected',
    kind: 'plan',
    actor: PERSON,
    told: { id: PLAN.id, findingId: FINDING.id, controlId: 'S3.8', reason: 'Not during the sale.', accountId: ACCOUNT },
  }),
  trueupEvent('Trueup Plan Broke Glass', {
    action: 'plan.broke-glass',
    kind: 'plan',
    actor: PERSON,
    told: { id: PLAN.id, findingId: FINDING.id, controlId: 'S3.8', reason: 'It leaks right now.', accountId: ACCOUNT },
  }),
];

const executionSamples: readonly EventSample[] = [
  trueupEvent('Trueup Execution Started', {
    action: 'execution.started',
    kind: 'execution',
    told: {
      id: EXECUTION.id,
      planId: PLAN.id,
      kind: 'repair',
      controlId: 'S3.8',
      resource: BUCKET,
      accountId: ACCOUNT,
    },
  }),
  named(
    trueupEvent('Trueup Execution Finished', { action: 'execution.finished', kind: 'execution', told: EXECUTION }),
    'Trueup Execution Finished (verified)',
  ),
  named(
    trueupEvent('Trueup Execution Finished', {
      action: 'execution.finished',
      kind: 'execution',
      told: { ...EXECUTION, status: 'Failed', outcome: 'failed', failureMessage: 'AccessDenied' },
    }),
    'Trueup Execution Finished (failed)',
  ),
  trueupEvent('Trueup Verification Made', {
    action: 'verification.made',
    kind: 'execution',
    told: { id: EXECUTION.id },
    detail: { verification: { kind: 'verified' }, execution: { id: EXECUTION.id } },
  }),
];

const oversightSamples: readonly EventSample[] = [
  trueupEvent('Trueup Exception Placed', {
    action: 'exception.placed',
    kind: 'exception',
    actor: PERSON,
    told: { ...EXCEPTION, accountId: ACCOUNT },
  }),
  trueupEvent('Trueup Exception Reminded', {
    action: 'exception.reminded',
    kind: 'exception',
    told: { ...EXCEPTION, accountId: ACCOUNT },
  }),
  trueupEvent('Trueup Exception Expired', {
    action: 'exception.expired',
    kind: 'exception',
    told: { ...EXCEPTION, accountId: ACCOUNT },
  }),
  ...(['on', 'off'] as const).map((turned) =>
    trueupEvent(`Trueup Kill Switch ${turned === 'on' ? 'On' : 'Off'}`, {
      action: `kill-switch.${turned}`,
      kind: 'kill-switch',
      actor: PERSON,
      told: { id: 'control/S3.8', scope: { kind: 'control', id: 'S3.8' }, reason: 'An incident.', turnedOnBy: 'ann' },
    }),
  ),
  trueupEvent('Trueup Breaker Opened', {
    action: 'breaker.opened',
    kind: 'breaker',
    told: { id: 'remediation/all-others', per: 'remediation', failures: 3, windowMinutes: 60, accountId: ACCOUNT },
  }),
  trueupEvent('Trueup Policy Applied', {
    action: 'policy.applied',
    kind: 'policy',
    actor: PERSON,
    told: { id: 'a49b1a25f601d919', files: ['trueup.yaml'], changes: [] },
  }),
  trueupEvent('Trueup Scan Finished', {
    action: 'scan.finished',
    kind: 'scan',
    told: { id: 'scan-0a1b2c3d4e5f6071', status: 'finished', counts: { opened: 2, resolved: 1 }, gaps: 0 },
  }),
];

const otherSamples: readonly EventSample[] = [
  sample('Security Hub Findings - Imported', {
    source: 'aws.securityhub',
    account: ACCOUNT,
    region: REGION,
    resources: [`arn:aws:securityhub:${REGION}::product/aws/securityhub/finding`],
    detail: {
      findings: [
        {
          Title: FINDING.title,
          AwsAccountId: ACCOUNT,
          Region: REGION,
          Compliance: { Status: 'FAILED', SecurityControlId: 'S3.8' },
          Severity: { Label: 'HIGH' },
          Workflow: { Status: 'NEW' },
          RecordState: 'ACTIVE',
          Resources: [{ Id: BUCKET, Type: 'AwsS3Bucket', Region: REGION }],
        },
      ],
    },
  }),
  sample('Scheduled Event', {
    source: 'aws.events',
    account: ACCOUNT,
    region: 'us-east-1',
    resources: [`arn:aws:events:us-east-1:${ACCOUNT}:rule/weekly`],
    detail: {},
  }),
];

/** An event of each kind that rules are written for, with the members that Trueup gives them. */
export const EVENT_SAMPLES: readonly EventSample[] = [
  ...findingSamples,
  ...planSamples,
  ...executionSamples,
  ...oversightSamples,
  ...otherSamples,
];
