import {
  chained,
  compileFilters,
  FIRST_PREVIOUS_HASH,
  readAsff,
  verifyChain,
  type AuditRecord,
  type ExecutionId,
  type FindingId,
  type Plan,
  type PlanId,
  type PlanStatus,
  type Remediation,
} from '@trueup/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore, sha256 } from '../lab/open-lab-store.ts';
import { sampleBucket, sampleExecution, samplePlan, sampleRecord, sampleRun, sampleScope } from '../lab/samples.ts';
import { firstTables } from './0001-first-tables.ts';
import { automation } from './0002-automation.ts';
import { findingsAndEvents } from './0003-findings-and-events.ts';

const AT = '2026-03-01T10:00:00.000Z';
const EXPIRY = '2026-03-02T10:00:00.000Z';
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
  const body = { id, controlId: 'S3.8', document: ODD, permissions: PERMISSIONS, expiresAt: EXPIRY, ...rest };
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

/** As version 3 stored it, with an `expiresAt` that is not the plan's own before its own. */
const {
  remediation: _line,
  approvalsNeeded: _needed,
  judgedBy: _judgedBy,
  ...PLAN_3
} = samplePlan({
  document: `# ${ODD}\n`,
  before: {
    resource: sampleBucket,
    takenAt: AT,
    configuration: { expiresAt: '1999-01-01T00:00:00.000Z', Text: ODD },
    unread: [],
  },
  expiresAt: EXPIRY,
});

function planRow3(id: string, status: PlanStatus, rest: Partial<Plan> = {}): string {
  const body = { ...PLAN_3, id, status, ...rest };
  return `insert into trueup.plans (id, finding_id, status, created_at, undoes, body)
    values ('${id}', 'finding-1', '${status}', '${AT}', ${rest.undoes ? `'${rest.undoes}'` : 'null'}, ${text(body)})`;
}

function executionRow3(id: string, planId: string, phase: string, changes: Partial<Remediation> = {}): string {
  const { outcome, finishedAt, ...body } = sampleExecution({
    id: id as ExecutionId,
    planId: planId as PlanId,
    document: ODD,
    ...changes,
  });
  const orNull = (value: string | undefined) => (value === undefined ? 'null' : `'${value}'`);
  return `insert into trueup.executions (id, kind, finding_id, plan_id, account_id, document_name, started_at, body,
      status, verify_attempts, phase, outcome, finished_at)
    values ('${id}', '${body.kind}', 'finding-1', '${planId}', '111122223333', 'Trueup-S3.8', '${body.startedAt}',
      ${text(body)}, 'Success', 0, '${phase}', ${orNull(outcome)}, ${orNull(finishedAt)})`;
}

/** A chain of three. */
function chainOf3(): readonly AuditRecord[] {
  const records: AuditRecord[] = [];
  for (const at of [AT, EXPIRY, AT]) {
    const head = records.at(-1) ?? { seq: 0, hash: FIRST_PREVIOUS_HASH };
    records.push(chained({ ...sampleRecord({ text: ODD, at: '1999-01-01T00:00:00.000Z' }), at }, head, sha256));
  }
  return records;
}

function recordRow3({ seq, at, actor, action, subject, detail, previousHash, hash }: AuditRecord): string {
  const body = { at, actor, subjectKind: subject.kind, detail };
  return `insert into trueup.records (seq, action, subject_id, body, previous_hash, hash)
      values (${seq}, '${action}', '${subject.id}', ${text(body)}, '${previousHash}', '${hash}');
    update trueup.record_head set seq = ${seq}, hash = '${hash}'`;
}

const ENGINE = { kind: 'system', name: 'engine' } as const;
const FILL_3 = [
  'create schema trueup',
  'create table trueup.migrations (number int primary key, name text not null, applied_at timestamptz not null default now())',
  firstTables.sql,
  automation.sql,
  findingsAndEvents.sql,
  `insert into trueup.migrations (number, name)
    values (1, 'first tables'), (2, 'automation'), (3, 'findings and events')`,
  planRow3('plan-1', 'started'),
  planRow3('plan-2', 'started', { kind: 'undo', undoes: 'repair-1' }),
  planRow3('plan-3', 'waiting-for-approval'),
  executionRow3('repair-1', 'plan-1', 'finished', { outcome: 'verified', finishedAt: AT, startedBy: ENGINE }),
  executionRow3('undo-1', 'plan-2', 'finished', { kind: 'undo', outcome: 'verified', finishedAt: EXPIRY }),
  executionRow3('repair-2', 'plan-1', 'finished', { outcome: 'still-non-compliant', finishedAt: AT }),
  executionRow3('repair-3', 'plan-1', 'finished', { outcome: 'refused-stale', finishedAt: AT }),
  executionRow3('repair-4', 'plan-1', 'running'),
  ...chainOf3().map(recordRow3),
].join(';\n');

describe.each(labPostgresKinds())('an upgrade on $name', { timeout: 60_000 }, (kind) => {
  let postgres: LabPostgres;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);

  it('executions of version 1 have all that they lacked, and those in flight go on', async () => {
    const url = await postgres.emptyDatabase();
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
    const url = await postgres.emptyDatabase();
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

  it('plans of version 3 keep what they say and lapse at their own time', async () => {
    const url = await postgres.emptyDatabase();
    await runSql(url, FILL_3);
    const store = await openLabStore(url);
    const added = { remediation: 'none', approvalsNeeded: 1, judgedBy: 'configuration' };
    const plan = { ...PLAN_3, ...added, id: 'plan-3', status: 'waiting-for-approval' };
    expect(await store.plans.byId('plan-3' as PlanId)).toEqual(plan);
    expect(await store.plans.lapsed(AT, 10)).toEqual([]);
    expect(await store.plans.lapsed(EXPIRY, 10)).toEqual([plan]);
    await store.close();
  });

  it('what version 3 repaired and undid counts as runs', async () => {
    const url = await postgres.emptyDatabase();
    await runSql(url, FILL_3);
    const store = await openLabStore(url);
    const { items } = await store.runs.list({});
    const run = sampleRun({ remediation: 'none', startedAt: AT, automatic: false });
    expect(items.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual([
      { ...run, id: 'repair-1', automatic: true, finishedAt: AT, result: 'verified', undoneAt: EXPIRY },
      { ...run, id: 'repair-2', finishedAt: AT, result: 'failed' },
      { ...run, id: 'repair-3', finishedAt: AT, result: 'neutral' },
      { ...run, id: 'repair-4' },
      { ...run, id: 'undo-1', kind: 'undo', finishedAt: EXPIRY, result: 'verified' },
    ]);
    await store.close();
  });

  it('the audit log of version 3 is intact, can be read by time and is as closed as before', async () => {
    const url = await postgres.emptyDatabase();
    await runSql(url, FILL_3);
    const store = await openLabStore(url);
    const chain = chainOf3();
    expect(await verifyChain(store.records.all(), await store.records.head(), sha256)).toMatchObject({
      kind: 'intact',
      records: 3,
    });
    const inTime: AuditRecord[] = [];
    for await (const record of store.records.all({ to: AT })) inTime.push(record);
    expect(inTime).toEqual([chain[0], chain[2]]);
    expect(await store.records.latestAt()).toBe(EXPIRY);
    expect((await store.records.list({ actor: 'engine' })).items.map(({ seq }) => seq)).toEqual([3, 2, 1]);
    for (const statement of [
      `update trueup.records set hash = 'x'`,
      'delete from trueup.records',
      'truncate trueup.records',
    ]) {
      await expect(runSql(url, statement)).rejects.toThrow('never changed or removed');
    }
    await store.close();
  });

  it.each(['x', '2026-02-31T00:00:00.000Z', 'infinity', null])(
    'a record of version 3 that was edited to be of %j does not keep the store shut, and is found',
    async (at) => {
      const url = await postgres.emptyDatabase();
      await runSql(url, FILL_3);
      await runSql(
        url,
        `alter table trueup.records disable trigger all;
         update trueup.records set body = ${text({ at, actor: ENGINE, subjectKind: 'execution', detail: {} })} where seq = 2;
         alter table trueup.records enable trigger all`,
      );
      const store = await openLabStore(url);
      const verdict = await verifyChain(store.records.all(), await store.records.head(), sha256);
      expect(verdict).toMatchObject({ kind: 'broken', seq: 2 });
      await store.close();
    },
  );
});
