import type { Execution, ExecutionId } from '../../execution/execution.ts';
import type { JournalEntry } from '../../execution/journal.ts';
import type { Finding, FindingId } from '../../finding/finding.ts';
import type { AuditRecord, RecordAction } from '../../record/record.ts';
import { accountId, arn, region } from '../../resource/resource.ts';
import type { JsonObject } from '../../value/json.ts';
import type { IncidentFacts } from '../incident-facts.ts';

/** A bucket whose versioning was suspended, and the repair of it, for tests. */

const RESOURCE = {
  arn: arn('arn:aws:s3:::invoices'),
  type: 'AWS::S3::Bucket',
  id: 'invoices',
  accountId: accountId('111122223333'),
  region: region('eu-west-1'),
  partition: 'aws',
} as const;

const at = (second: number): string => `2026-01-31T09:30:${String(second).padStart(2, '0')}.000Z`;

export const sampleFinding = {
  id: 'f-0000000000000001' as FindingId,
  controlId: 'S3.14',
  resource: RESOURCE,
  severity: 'LOW',
  title: 'S3 general purpose buckets should have versioning enabled',
  reason: 'Versioning of the bucket is suspended.',
  compliance: 'PASSED',
  workflow: 'RESOLVED',
  recordState: 'ACTIVE',
  firstObservedAt: at(5),
  lastObservedAt: at(20),
  resolvedAt: at(20),
  regressions: 0,
  investigation: {
    at: at(10),
    from: '2026-01-30T09:30:05.000Z',
    to: at(10),
    region: 'eu-west-1',
    events: [
      {
        id: 'e-1',
        at: at(1),
        name: 'PutBucketVersioning',
        source: 's3.amazonaws.com',
        principal: { kind: 'role', name: 'deployer/mallory', arn: 'arn:aws:sts::111122223333:assumed-role/deployer/m' },
        sourceIp: '198.51.100.7',
        userAgent: '[evil](https://evil.example) `x`',
      },
    ],
    cause: 'e-1',
    complete: true,
  },
} as unknown as Finding;

const snapshot = (Status: string, secret: string): NonNullable<Execution['before']> => ({
  resource: RESOURCE,
  takenAt: at(12),
  configuration: { Versioning: { Status }, Tags: [{ Key: 'api-token', Value: secret }] },
  unread: [],
});

const execution = {
  id: 'x-1' as ExecutionId,
  kind: 'repair',
  status: 'Success',
  outcome: 'verified',
  startedAt: at(12),
  finishedAt: at(20),
  before: snapshot('Suspended', 'hunter2'),
  after: { kind: 'read', snapshot: snapshot('Enabled', 'hunter3') },
} as unknown as Execution;

const journal = [
  { at: at(12), access: 'read', service: 's3', operation: 'GetBucketVersioning', request: {}, httpStatus: 200 },
  {
    at: at(14),
    access: 'write',
    service: 's3',
    operation: 'PutBucketVersioning',
    request: { Bucket: 'invoices', VersioningConfiguration: { Status: 'Enabled' } },
    httpStatus: 200,
    requestId: 'REQ1',
  },
] as unknown as readonly JournalEntry[];

function record(seq: number, second: number, action: RecordAction, detail: JsonObject): AuditRecord {
  const kind = action.startsWith('finding') ? 'finding' : 'execution';
  const id = kind === 'finding' ? sampleFinding.id : execution.id;
  const actor = { kind: 'system', name: 'engine' } as const;
  const chain = { seq, previousHash: '0'.repeat(64), hash: String(seq).repeat(64).slice(0, 64) };
  return { at: at(second), actor, action, subject: { kind, id }, detail, ...chain };
}

export const sampleFacts: IncidentFacts = {
  finding: sampleFinding,
  control: { description: 'With versioning, an object that was overwritten by mistake can be had back.' },
  prevention: {
    serviceControlPolicy: { Version: '2012-10-17', Statement: [] },
    configRule: { name: 's3-bucket-versioning-enabled', identifier: 'S3_BUCKET_VERSIONING_ENABLED' },
    noGuardReason: 'It is not written.',
  },
  history: [
    {
      at: at(20),
      created: false,
      source: { kind: 'verification', identity: 'x-1' },
      changes: [{ field: 'Compliance.Status', from: 'FAILED', to: 'PASSED' }],
    },
  ],
  executions: [{ execution, journal }],
  records: [
    record(3, 20, 'execution.finished', { outcome: 'verified', hash: 'abc' }),
    record(1, 5, 'finding.opened', { controlId: 'S3.14' }),
    record(2, 12, 'execution.started', { planId: 'plan-1' }),
  ],
};
