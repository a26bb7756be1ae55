import { randomBytes, randomUUID } from 'node:crypto';
import {
  ownProductArn,
  readout,
  type Asff,
  accountId,
  arn,
  noCounts,
  region,
  type AccessKey,
  type ApiToken,
  type ControlId,
  type DocumentVersion,
  type EventEnvelope,
  type Execution,
  type ExecutionId,
  type Finding,
  type FindingId,
  type NewRecord,
  type Plan,
  type PlanId,
  type Remediation,
  type RemediationRun,
  type ResourceRef,
  type Scan,
  type ScanId,
  type StoredDocument,
  type User,
} from '@trueup/core';

const AT = '2026-03-01T10:00:00.000Z';

export const sampleBucket: ResourceRef = {
  arn: arn('arn:aws:s3:::sample-bucket'),
  type: 'AWS::S3::Bucket',
  id: 'sample-bucket',
  accountId: accountId('111122223333'),
  region: region('eu-west-1'),
  partition: 'aws',
};

const BUCKET_CONTROL = 'S3.8';

/** As our own check reports it. `changes` to what is read off the ASFF form are made there. */
export function sampleFinding(changes: Partial<Finding> = {}): Finding {
  const id = changes.id ?? (`finding-${randomBytes(6).toString('hex')}` as FindingId);
  const controlId = changes.controlId ?? (BUCKET_CONTROL as ControlId);
  const resource = changes.resource ?? sampleBucket;
  const lastObservedAt = changes.lastObservedAt ?? AT;
  const asff: Asff = {
    SchemaVersion: '2018-10-08',
    Id: `trueup/${id}`,
    ProductArn: ownProductArn(resource),
    ProductName: 'Trueup',
    Region: resource.region,
    GeneratorId: `security-control/${controlId}`,
    AwsAccountId: resource.accountId,
    CreatedAt: AT,
    UpdatedAt: lastObservedAt,
    Severity: { Label: changes.severity ?? 'HIGH' },
    Title: changes.title ?? 'S3 general purpose buckets should block public access',
    Description: changes.reason ?? 'BlockPublicAcls is false',
    Resources: [{ Type: 'AwsS3Bucket', Id: resource.arn, Region: resource.region, Partition: resource.partition }],
    Compliance: { Status: changes.compliance ?? 'FAILED', SecurityControlId: controlId },
    Workflow: { Status: changes.workflow ?? 'NEW' },
    RecordState: changes.recordState ?? 'ACTIVE',
  };
  return {
    id,
    controlId,
    resource,
    asff,
    ...readout(asff),
    sources: [],
    customerFields: [],
    priority: { base: 0, reasons: [] },
    firstObservedAt: AT,
    lastObservedAt,
    regressions: 0,
    ...changes,
  };
}

export function samplePlan(changes: Partial<Plan> = {}): Plan {
  return {
    id: `plan-${randomBytes(6).toString('hex')}` as PlanId,
    executionId: randomUUID(),
    kind: 'repair',
    findingId: 'finding-1' as FindingId,
    controlId: 'S3.8' as ControlId,
    resource: sampleBucket,
    document: 'schemaVersion: "0.3"\nmainSteps: []\n',
    input: { BucketName: 'sample-bucket' },
    controlParameters: {},
    before: { resource: sampleBucket, takenAt: AT, configuration: { PublicAccessBlock: null }, unread: [] },
    expected: { PublicAccessBlock: { BlockPublicAcls: true } },
    calls: [
      { step: 'block', service: 's3', operation: 'PutPublicAccessBlock', parameters: { Bucket: 'sample-bucket' } },
    ],
    permissions: [],
    risk: 'low',
    remediation: 'line-1',
    approvalsNeeded: 1,
    judgedBy: 'configuration',
    policyHash: 'a'.repeat(64),
    requestedBy: { kind: 'person', name: 'ada' },
    createdAt: AT,
    expiresAt: '2026-03-02T10:00:00.000Z',
    status: 'ready',
    hash: 'b'.repeat(64),
    ...changes,
  };
}

export const sampleScope: Execution['scope'] = {
  accountId: sampleBucket.accountId,
  region: sampleBucket.region,
  partition: sampleBucket.partition,
};

export function sampleExecution(changes: Partial<Remediation> = {}): Remediation {
  return {
    id: randomUUID() as ExecutionId,
    kind: 'repair',
    planId: 'plan-1' as PlanId,
    findingId: 'finding-1' as FindingId,
    resource: sampleBucket,
    scope: sampleScope,
    documentName: 'Trueup-S3.8',
    documentVersion: '1',
    mode: 'Auto',
    tags: [],
    document: 'schemaVersion: "0.3"\nmainSteps: []\n',
    parameters: { BucketName: 'sample-bucket' },
    phase: 'checking',
    status: 'Pending',
    startedBy: { kind: 'person', name: 'ada' },
    startedAt: AT,
    verifyAttempts: 0,
    ...changes,
  };
}

export function sampleRun(changes: Partial<RemediationRun> = {}): RemediationRun {
  return {
    id: randomUUID(),
    kind: 'repair',
    findingId: 'finding-1' as FindingId,
    remediation: 'line-1',
    controlId: BUCKET_CONTROL,
    documentName: 'Trueup-S3.8',
    accountId: sampleBucket.accountId,
    resourceArn: sampleBucket.arn,
    automatic: true,
    startedAt: AT,
    ...changes,
  };
}

/** An automation that someone started by hand: of no plan. */
export function sampleAutomation(changes: Partial<Execution> = {}): Execution {
  return {
    id: randomUUID() as ExecutionId,
    kind: 'automation',
    scope: sampleScope,
    documentName: 'Restart-Instance',
    documentVersion: '3',
    mode: 'Auto',
    tags: [],
    document: 'schemaVersion: "0.3"\nmainSteps: []\n',
    parameters: {},
    phase: 'running',
    status: 'Pending',
    startedBy: { kind: 'person', name: 'ada' },
    startedAt: AT,
    verifyAttempts: 0,
    ...changes,
  };
}

export function sampleRecord(detail: NewRecord['detail'] = {}): NewRecord {
  return {
    at: AT,
    actor: { kind: 'system', name: 'engine' },
    action: 'execution.started',
    subject: { kind: 'execution', id: 'execution-1' },
    detail,
  };
}

export function sampleDocument(changes: Partial<StoredDocument> = {}): StoredDocument {
  return {
    name: 'Restart-Instance',
    owner: sampleScope.accountId,
    createdAt: AT,
    targetType: '/AWS::EC2::Instance',
    tags: [{ Key: 'team', Value: 'ops' }],
    defaultVersion: 1,
    latestVersion: 1,
    sharedWith: [],
    ...changes,
  };
}

export function sampleVersion(changes: Partial<DocumentVersion> = {}): DocumentVersion {
  return {
    name: 'Restart-Instance',
    version: 1,
    format: 'YAML',
    content: 'schemaVersion: "0.3"\n# NUL \u0000 and \\u0000\n',
    hash: 'b'.repeat(64),
    createdAt: AT,
    createdBy: 'ada',
    attachments: [{ name: 'tool.zip', size: 3, sha256: 'c'.repeat(64) }],
    ...changes,
  };
}

export const sampleKey: AccessKey = {
  accessKeyId: 'AKIAEXAMPLE',
  name: 'ada',
  accountId: sampleScope.accountId,
  createdAt: AT,
};

export function sampleUser(changes: Partial<User> = {}): User {
  return { id: randomUUID(), name: 'ada', grants: [{ role: 'admin' }], createdAt: AT, ...changes };
}

export function sampleToken(changes: Partial<ApiToken> = {}): ApiToken {
  return {
    id: randomUUID(),
    userId: 'user-1',
    name: 'pipeline',
    hash: randomBytes(32).toString('hex'),
    createdAt: AT,
    expiresAt: '2026-06-01T10:00:00.000Z',
    ...changes,
  };
}

export function sampleScan(changes: Partial<Scan> = {}): Scan {
  return {
    id: `scan-${randomBytes(6).toString('hex')}` as ScanId,
    status: 'running',
    accounts: [accountId('111122223333')],
    regions: [region('eu-west-1')],
    controls: ['S3.8'],
    startedAt: AT,
    listsTotal: 4,
    listsDone: 1,
    counts: noCounts,
    gaps: [],
    gapsTotal: 0,
    ...changes,
  };
}

export function sampleEvent(time: string): EventEnvelope {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Security Hub Findings - Imported',
    source: 'aws.securityhub',
    account: sampleScope.accountId,
    time,
    region: sampleScope.region,
    resources: [],
    detail: {},
  };
}
