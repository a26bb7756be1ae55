import type { ControlDetail } from '../schema/control.ts';
import type { Execution, Outcome, StepExecution } from '../schema/execution.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import type { Plan } from '../schema/plan.ts';
import type { Snapshot } from '../schema/resource.ts';
import type { Scan } from '../schema/scan.ts';
import type { Actor } from '../schema/actor.ts';

/** A fixed moment: scripted things do not depend on the clock, but for what must not have expired. */
export const SCRIPTED_AT = '2026-01-31T09:30:00.000Z';
const FAR_AHEAD = '2999-01-01T00:00:00.000Z';

/** How the scripted engine treats a finding. */
interface Script {
  readonly decision: 'remediate' | 'propose' | 'leave';
  readonly outcome: Outcome;
}

export interface ScriptedFinding {
  readonly finding: Finding;
  readonly script: Script;
}

/** Three buckets: one repaired at once, one that needs an approval, one that automation leaves alone. */
export function scriptedFindings(): ScriptedFinding[] {
  return [
    { finding: bucketFinding(1, 'CRITICAL', 'invoices'), script: { decision: 'remediate', outcome: 'verified' } },
    { finding: bucketFinding(2, 'HIGH', 'archive'), script: { decision: 'propose', outcome: 'verified' } },
    { finding: bucketFinding(3, 'MEDIUM', 'scratch'), script: { decision: 'leave', outcome: 'verified' } },
    { finding: bucketFinding(4, 'LOW', 'shared'), script: { decision: 'remediate', outcome: 'still-non-compliant' } },
  ];
}

/** One that another tool reports, and that nothing here repairs. */
export function importedFinding(number: number, reporterId: string): ScriptedFinding {
  const { lastScanId: _lastScanId, ...finding } = bucketFinding(number, 'LOW', 'imported');
  return {
    finding: {
      ...finding,
      id: `f-${String(number).padStart(16, '0')}`,
      controlId: 'other-tool/check-1',
      title: 'Something that another tool has found',
      asff: { ...finding.asff, Id: reporterId },
    },
    script: { decision: 'leave', outcome: 'verified' },
  };
}

function bucketFinding(number: number, severity: Severity, bucket: string): Finding {
  return {
    id: `f-000000000000000${number}`,
    controlId: 'S3.8',
    resource: {
      arn: `arn:aws:s3:::${bucket}`,
      type: 'AWS::S3::Bucket',
      id: bucket,
      accountId: '111111111111',
      region: 'us-east-1',
      partition: 'aws',
    },
    severity,
    title: 'S3 buckets should block public access',
    reason: `Bucket ${bucket} does not block public access.`,
    compliance: 'FAILED',
    workflow: 'NEW',
    recordState: 'ACTIVE',
    sources: [],
    priority: { base: 300, reasons: [{ kind: 'severity', points: 300, detail: 'high' }] },
    customerFields: [],
    asff: {
      Id: `trueup/f-000000000000000${number}`,
      ProductArn: 'arn:aws:securityhub:us-east-1:111111111111:product/111111111111/default',
    },
    firstObservedAt: SCRIPTED_AT,
    lastObservedAt: SCRIPTED_AT,
    regressions: 0,
    ...(number === 3 ? { pausedReason: 'the repair was undone' } : {}),
  };
}

const RUNBOOK = 'schemaVersion: "0.3"\nmainSteps:\n  - name: BlockPublicAccess\n    action: aws:executeAwsApi\n';

export function scriptedPlan(given: {
  readonly number: number;
  readonly finding: Finding;
  readonly kind: Plan['kind'];
  readonly waits: boolean;
  readonly by: Actor;
  readonly undoes?: string;
}): Plan {
  const { finding, kind } = given;
  const wanted = kind === 'repair';
  return {
    id: `plan-${given.number}`,
    executionId: `00000000-0000-8000-a000-${String(given.number).padStart(12, '0')}`,
    kind,
    findingId: finding.id,
    controlId: finding.controlId,
    resource: finding.resource,
    ...(given.undoes === undefined ? {} : { undoes: given.undoes }),
    document: RUNBOOK,
    input: { BucketName: finding.resource.id },
    controlParameters: {},
    before: snapshotOf(finding, !wanted),
    expected: { PublicAccessBlock: { BlockPublicAcls: wanted } },
    calls: [
      {
        step: 'BlockPublicAccess',
        service: 's3',
        operation: 'PutPublicAccessBlock',
        parameters: {
          Bucket: finding.resource.id,
          PublicAccessBlockConfiguration: { BlockPublicAcls: wanted, BlockPublicPolicy: wanted },
        },
      },
    ],
    permissions: [{ Action: ['s3:PutBucketPublicAccessBlock'], Resource: finding.resource.arn }],
    risk: 'disruptive',
    judgedBy: 'configuration',
    remediation: 'public-buckets',
    approvalsNeeded: 1,
    policyHash: 'a'.repeat(64),
    requestedBy: given.by,
    createdAt: SCRIPTED_AT,
    expiresAt: FAR_AHEAD,
    status: given.waits ? 'waiting-for-approval' : 'ready',
    hash: String(given.number).padStart(64, 'b'),
  };
}

function snapshotOf(finding: Finding, blocked: boolean): Snapshot {
  return {
    resource: finding.resource,
    takenAt: SCRIPTED_AT,
    configuration: { PublicAccessBlock: { BlockPublicAcls: blocked } },
    unread: [],
  };
}

export function scriptedExecution(number: number, plan: Plan, by: Actor): Execution {
  return {
    id: `00000000-0000-4000-8000-00000000000${number}`,
    kind: plan.kind,
    planId: plan.id,
    findingId: plan.findingId,
    resource: plan.resource,
    scope: { accountId: plan.resource.accountId, region: plan.resource.region, partition: 'aws' },
    documentName: plan.kind === 'undo' ? 'Trueup-S3.8-Undo' : 'Trueup-S3.8',
    documentVersion: '1',
    mode: 'Auto',
    tags: [],
    document: plan.document,
    parameters: plan.input,
    phase: 'checking',
    status: 'Pending',
    startedBy: by,
    startedAt: SCRIPTED_AT,
    verifyAttempts: 0,
  };
}

/** Where an execution stands a look later: checking, running, verifying, finished. */
export function oneLookLater(execution: Execution, outcome: Outcome): Execution {
  switch (execution.phase) {
    case 'checking':
      return { ...execution, phase: 'running', status: 'InProgress' };
    case 'running':
      return { ...execution, phase: 'verifying', status: 'Success' };
    case 'verifying':
    case 'finished':
      return {
        ...execution,
        phase: 'finished',
        finishedAt: SCRIPTED_AT,
        verifyAttempts: 1,
        outcome,
        ...(outcome === 'verified' ? { verification: { kind: 'verified' } } : {}),
        ...(outcome === 'still-non-compliant'
          ? { verification: { kind: 'still-non-compliant', detail: `${execution.resource?.id ?? ''} is still public` } }
          : {}),
      };
  }
}

export function scriptedSteps(execution: Execution): StepExecution[] {
  const step = { id: 'BlockPublicAccess', name: 'BlockPublicAccess', action: 'aws:executeAwsApi' };
  switch (execution.phase) {
    case 'checking':
      return [{ ...step, status: 'Pending', attempts: 0, starts: 0 }];
    case 'running':
      return [{ ...step, status: 'InProgress', attempts: 1, starts: 1, startedAt: SCRIPTED_AT }];
    case 'verifying':
    case 'finished':
      return [{ ...step, status: 'Success', attempts: 1, starts: 1, startedAt: SCRIPTED_AT, finishedAt: SCRIPTED_AT }];
  }
}

export function scriptedScan(number: number, looks: number, open: number): Scan {
  const finished = looks >= 3;
  return {
    id: `scan-${number}`,
    status: finished ? 'finished' : 'running',
    accounts: ['111111111111'],
    regions: ['us-east-1'],
    controls: ['S3.8'],
    startedAt: SCRIPTED_AT,
    ...(finished ? { finishedAt: SCRIPTED_AT } : {}),
    listsTotal: 3,
    listsDone: Math.min(looks, 3),
    counts: {
      resources: 10,
      compliant: 10 - open,
      nonCompliant: open,
      notApplicable: 0,
      insufficientData: 0,
      opened: open,
      reopened: 0,
      resolved: 0,
      archived: 0,
    },
    gaps: [],
    gapsTotal: 0,
  };
}

export const scriptedControl: ControlDetail = {
  control: {
    id: 'S3.8',
    title: 'S3 buckets should block public access',
    description: 'A bucket that blocks public access cannot be opened to the world by mistake.',
    severity: 'HIGH',
    resourceTypes: ['AWS::S3::Bucket'],
    scope: 'regional',
    standards: {
      fsbp: true,
      cis: { v1_2: null, v1_4: null, v3_0: '2.1.4', v5_0: '2.1.4' },
      pciDss321: [],
      nist80053r5: ['AC-3'],
    },
    configRule: {
      name: 's3-bucket-level-public-access-prohibited',
      identifier: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED',
    },
    risk: 'disruptive',
  },
  runbook: RUNBOOK,
  undoRunbook: RUNBOOK,
  permissions: {
    detect: ['s3:GetBucketPublicAccessBlock'],
    remediate: [{ Action: ['s3:PutBucketPublicAccessBlock'], Resource: '{{ResourceArn}}' }],
    undo: [{ Action: ['s3:PutBucketPublicAccessBlock'], Resource: '{{ResourceArn}}' }],
  },
  readme: '# S3 buckets should block public access\n',
};
