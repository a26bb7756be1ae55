import { compileFilters, readAsff, type ExecutionId, type FindingId, type PlanId } from '@trueup/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleBucket, sampleScope } from '../lab/samples.ts';
import { firstTables } from './0001-first-tables.ts';
import { automation } from './0002-automation.ts';

const AT = '2026-03-01T10:00:00.000Z';
const ODD = 'NUL \u0000, \ud800, \\u0000 and "quotes"';
const PERMISSIONS = [{ actions: ['s3:PutBucketAcl'], resources: ['*'] }];

/** As version 1 stored it. */
const REPAIR = {
  id: 'repair-1' as ExecutionId,
  kind: 'repair',
  planId: 'plan-1' as PlanId,
  findingId: 'finding-1' as FindingId,
  resource: sampleBucket,
  document: `# ${ODD}\nschemaVersion: "0.3"\n`,
  parameters: { Text: ODD },
  startedBy: { kind: 'person', name: 'ada' },
  startedAt: AT,
} as const;
const CHILD = {
  ...REPAIR,
  id: 'child-1' as ExecutionId,
  kind: 'child',
  parent: { id: REPAIR.id, step: 'call' },
} as const;
const UNDO = { ...REPAIR, id: 'undo-1' as ExecutionId, kind: 'undo', planId: 'plan-2' as PlanId } as const;

const text = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'`;

function planRow(id: string, rest: object): string {
  const body = { id, controlId: 'S3.8', document: ODD, permissions: PERMISSIONS, ...rest };
  return `insert into trueup.plans (id, finding_id, status, created_at, body)
    values ('${id}', 'finding-1', 'started', '${AT}', ${text(body)});`;
}

function executionRow(body: typeof REPAIR | typeof CHILD | typeof UNDO, columns: string): string {
  return `insert into trueup.executions
    (id, finding_id, plan_id, account_id, parent_id, started_at, body, status, verify_attempts,
     phase, due_at, wake_at, lease_owner, lease_epoch, lease_until, log_length)
    values ('${body.id}', 'finding-1', '${body.planId}', '111122223333',
      ${'parent' in body ? `'${body.parent.id}'` : 'null'}, '${AT}', ${text(body)}, 'InProgress', 0, ${columns});`;
}

const started = (step: string, inputs: object) => ({ kind: 'step.started', step, attempt: 1, at: AT, inputs });

/** A store of version 1 with a repair that waits for its child, a child in a dead worker's hands, and an undo that is over. */
const FILL = [
  'create schema trueup',
  'create table trueup.migrations (number int primary key, name text not null, applied_at timestamptz not null default now())',
  firstTables.sql,
  `insert into trueup.migrations (number, name) values (1, 'first tables')`,
  'create schema trueup_jobs',
  'create table trueup_jobs.job (id int)',
  planRow('plan-1', {}),
  planRow('plan-2', { kind: 'undo', undoes: 'repair-1' }),
  executionRow(REPAIR, `'running', null, null, null, 1, null, 1`),
  executionRow(CHILD, `'running', null, null, 'elsewhere:1:1', 1, now() - interval '1 second', 1`),
  executionRow(UNDO, `'finished', null, null, null, 1, null, 0`),
  `insert into trueup.step_events (execution_id, seq, body) values
    ('repair-1', 1, ${text(started('call', { DocumentName: 'Trueup-S3.1', Text: ODD }))}),
    ('child-1', 1, ${text(started('one', { Text: ODD }))})`,
].join(';\n');

/** As version 2 stored it. */
const FINDING = {
  id: 'f-1' as FindingId,
  controlId: 'S3.8',
  resource: sampleBucket,
  severity: 'HIGH',
  title: `Buckets ${ODD}`,
  reason: `${ODD} ${'long '.repeat(300)}`,
  compliance: 'FAILED',
  workflow: 'NOTIFIED',
  recordState: 'ACTIVE',
  firstObservedAt: '2026-02-01T10:00:00.000Z',
  lastObservedAt: AT,
  regressions: 1,
  lastScanId: 'scan-1',
};

function findingRow(finding: typeof FINDING): string {
  const { id, resource, severity, workflow, recordState } = finding;
  return `insert into trueup.findings (id, control_id, account_id, region, resource_arn, resource_type, severity,
      severity_rank, workflow, record_state, last_observed_at, last_scan_id, body)
    values ('${id}', 'S3.8', '${resource.accountId}', '${resource.region}', '${resource.arn}', '${resource.type}',
      '${severity}', 3, '${workflow}', '${recordState}', '${AT}', 'scan-1', ${text(finding)})`;
}

const FILL_2 = [
  'create schema trueup',
  'create table trueup.migrations (number int primary key, name text not null, applied_at timestamptz not null default now())',
  firstTables.sql,
  automation.sql,
  `insert into trueup.migrations (number, name) values (1, 'first tables'), (2, 'automation')`,
  findingRow(FINDING),
  findingRow({ ...FINDING, id: 'f-2' as FindingId, resource: { ...sampleBucket, type: 'AWS::Novel::Thing' } }),
].join(';\n');

describe.each(labPostgresKinds())('an upgrade on $name', { timeout: 60_000 }, (kind) => {
  let postgres: LabPostgres;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);

  it('executions of version 1 have all that they lacked, and those in flight go on', async () => {
    const url = await postgres.newDatabase();
    await runSql(url, FILL);
    const store = await openLabStore(url);
    const added = {
      scope: sampleScope,
      permissions: PERMISSIONS,
      documentVersion: '1',
      mode: 'Auto',
      tags: [],
      status: 'InProgress',
      verifyAttempts: 0,
    };
    const repair = { ...REPAIR, ...added, phase: 'running', documentName: 'Trueup-S3.8' };
    const child = { ...CHILD, ...added, phase: 'running', documentName: 'Trueup-S3.1' };
    expect(await store.executions.byId(REPAIR.id)).toEqual(repair);
    expect(await store.executions.children(REPAIR.id)).toEqual([child]);
    expect(await store.executions.byId(UNDO.id)).toEqual({
      ...UNDO,
      ...added,
      phase: 'finished',
      documentName: 'Trueup-S3.8-Undo',
    });
    expect((await store.executions.list({ kinds: ['child'], documentNamePrefixes: ['Trueup-S3.1'] })).items).toEqual([
      child,
    ]);
    const taken = new Map<string, unknown>();
    const worker = await store.startWorker({
      concurrency: 2,
      owner: 'worker-a',
      leaseMs: 60_000,
      async segment({ lease, execution, log }) {
        await store.executions.write(lease, { patch: { phase: 'finished' } });
        taken.set(execution.id, log);
      },
    });
    await expect.poll(() => taken.size, { timeout: 10_000 }).toBe(2);
    await worker.stop();
    expect(Object.fromEntries(taken)).toEqual({
      'repair-1': [started('call', { DocumentName: 'Trueup-S3.1', Text: ODD })],
      'child-1': [started('one', { Text: ODD })],
    });
    // The repair is what the undo undid: it stays as long as that may still be carried out, and no longer.
    expect(await runSql(url, `select undoes from trueup.plans order by id`)).toEqual([
      { undoes: null },
      { undoes: 'repair-1' },
    ]);
    expect(await runSql(url, `select to_regnamespace('trueup_jobs')::text as jobs`)).toEqual([{ jobs: null }]);
    await store.close();
  });

  it('findings of version 2 have the ASFF form of what they say, and are found by it', async () => {
    const url = await postgres.newDatabase();
    await runSql(url, FILL_2);
    const store = await openLabStore(url);
    const finding = await store.findings.byId(FINDING.id);
    if (!finding) throw new Error('the finding is still there');
    const readable = ODD.replaceAll('\u0000', '\ufffd').replace('\ud800', '\ufffd');
    const { title, reason, ...same } = FINDING;
    expect(finding).toMatchObject({ ...same, customerFields: [], priority: { base: 0, reasons: [] } });
    expect([finding.title, finding.reason]).toEqual([title, reason].map((one) => one.replace(ODD, readable)));
    expect(readAsff(finding.asff, { now: AT })).toEqual({
      kind: 'read',
      asff: { ...finding.asff, Severity: { Label: 'HIGH', Normalized: 70 } },
    });
    expect(finding.asff).toMatchObject({
      Title: `Buckets ${readable}`,
      Severity: { Label: 'HIGH' },
      Resources: [{ Type: 'AwsS3Bucket', Id: sampleBucket.arn, Partition: 'aws', Region: sampleBucket.region }],
      Compliance: { Status: 'FAILED', SecurityControlId: 'S3.8' },
      ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
    });
    expect(finding.sources).toMatchObject([{ id: `trueup/${FINDING.id}`, own: true, updatedAt: AT }]);
    const found = async (filters: object) => {
      const compiled = compileFilters(filters, 'get-findings');
      if (compiled.kind === 'invalid') throw new Error(compiled.reason);
      return (await store.findings.list({ filters: { fields: compiled.fields, now: AT } })).items.map(({ id }) => id);
    };
    const equals = (Value: string) => [{ Value, Comparison: 'EQUALS' }];
    expect(await found({ ResourceType: equals('AwsS3Bucket'), ComplianceSecurityControlId: equals('S3.8') })).toEqual([
      'f-1',
    ]);
    expect(await found({ Id: equals('trueup/f-2'), ResourceType: equals('Other') })).toEqual(['f-2']);
    expect(await found({ UpdatedAt: [{ Start: AT, End: AT }] })).toEqual(['f-2', 'f-1']);
    await store.findings.save([finding]);
    expect(await store.findings.byId(FINDING.id)).toMatchObject({ id: 'f-1', asff: { Title: `Buckets ${readable}` } });
    await store.close();
  });
});
