import { createHash } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import {
  chained,
  type AuditRecord,
  type Delivery,
  type Finding,
  type FindingHistoryEntry,
  type FindingId,
  type FindingSource,
  type PlanId,
  type Store,
  type StoredDecision,
} from '@trueup/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore, sha256 } from '../lab/open-lab-store.ts';
import {
  sampleDocument,
  sampleEvent,
  sampleExecution,
  sampleFinding,
  sampleKey,
  samplePlan,
  sampleRecord,
  sampleRun,
  sampleScan,
  sampleToken,
  sampleUser,
  sampleVersion,
} from '../lab/samples.ts';
import { silentLog } from '../lab/silent-log.ts';
import { SCHEMA_VERSION } from '../migrations/migrate.ts';
import { exportStore } from './export-store.ts';
import { ImportRefused, importStore } from './import-store.ts';

const AT = '2026-03-01T10:00:00.000Z';
const PLAN = 'plan-1' as PlanId;
const EVENT = { ...sampleEvent(AT), detail: { text: 'NUL \u0000 \ud800' } };
const SOURCE: FindingSource = {
  productArn: 'arn:aws:securityhub:eu-west-1::product/a/b',
  id: 'a',
  generatorId: 'g',
  title: 't',
  severity: 'LOW',
  recordState: 'ACTIVE',
  own: false,
  updatedAt: AT,
  statusSince: AT,
};
const HISTORY: FindingHistoryEntry = {
  findingId: 'f-1' as FindingId,
  at: AT,
  created: true,
  source: {
    kind: 'import',
    identity: 'a',
  },
  changes: [],
  rules: [],
};
const DELIVERY: Delivery = {
  id: 'd-1',
  bus: 'default',
  rule: 'rule',
  ruleArn: 'arn:aws:events:eu-west-1:111122223333:rule/rule',
  target: {
    id: 'one',
    address: { kind: 'remediation' },
  },
  event: EVENT,
  status: 'pending',
  attempts: 0,
  createdAt: AT,
  dueAt: AT,
};

const DECISION: StoredDecision = {
  findingId: HISTORY.findingId,
  decision: { kind: 'leave', reason: 'frozen' },
  guard: 'freeze',
  detail: 'NUL \u0000 \ud800',
  remediation: 'line-1',
  policyHash: 'a'.repeat(64),
  decidedAt: AT,
  dueAt: AT,
};
const RUN = sampleRun({ finishedAt: AT, result: 'verified' });
const USER = sampleUser({ name: 'ada', oidc: { issuer: 'https://idp', subject: 'a' } });
const TOKEN = sampleToken({ userId: USER.id });
const SESSION_HASH = 'f'.repeat(64);

/** From each kind to the next, so that every version is both a source and a target. */
const kinds = labPostgresKinds();
const ways = kinds.map((from, index) => ({ from, to: kinds[(index + 1) % kinds.length] ?? from }));

describe.each(ways)('from $from.name to $to.name', { timeout: 60_000 }, ({ from, to }) => {
  let source: LabPostgres;
  let target: LabPostgres;
  let exported: Buffer;
  let sourceUrl: string;
  let targetUrl: string;
  beforeAll(async () => {
    source = await from.start();
    target = await to.start();
    sourceUrl = await source.emptyDatabase();
    const store = await openLabStore(sourceUrl);
    await fill(store);
    await store.close();
    exported = await exportToBuffer(sourceUrl);
  }, 90_000);
  afterAll(async () => {
    await source.stop();
    await target.stop();
  }, 60_000);
  beforeEach(async () => {
    targetUrl = await target.emptyDatabase();
  });

  const importInto = (bytes: Buffer) =>
    importStore({ connection: targetUrl, log: silentLog }, Readable.from(chunksOf(bytes)));

  it('everything arrives, the chain is intact, and another export is the same to the byte', async () => {
    const counts = await importInto(exported);
    expect(counts).toMatchObject({
      findings: 1_203,
      records: 1_098,
      record_anchor: 1,
      decisions: 1,
      runs: 1,
      users: 1,
      api_tokens: 1,
      executions: 2,
      step_events: 1,
      signals: 1,
      record_head: 1,
      finding_sources: 1,
      finding_history: 1,
      definitions: 1,
      definition_versions: 1,
      deliveries: 2,
      archived_events: 2,
      schedules: 1,
      poison_messages: 1,
    });
    const store = await openLabStore(targetUrl);
    await expectContinued(store);
    expect(await store.decisions.of([DECISION.findingId])).toEqual([DECISION]);
    expect((await store.runs.list({})).items).toEqual([RUN]);
    expect(await store.identities.userNamed('ada')).toEqual(USER);
    expect(await store.identities.tokenByHash(TOKEN.hash)).toEqual({ ...TOKEN, lastUsedAt: AT });
    expect(await store.documents.version('Restart-Instance', 1)).toEqual(sampleVersion());
    expect(await store.documents.attachment('c'.repeat(64))).toEqual(new Uint8Array([0, 255, 10]));
    expect(await store.accessKeys.list()).toEqual([sampleKey]);
    // What is numbered goes on after what was imported.
    await store.plans.addApproval(approvalOf(PLAN));
    expect(await store.plans.approvals(PLAN)).toHaveLength(2);
    await store.findings.addHistory([HISTORY]);
    expect((await store.findings.history(HISTORY.findingId, {})).items).toEqual([HISTORY, HISTORY]);
    await store.events.archive('archive', [EVENT]);
    expect((await store.events.archived('archive', {})).items).toEqual([EVENT, EVENT, EVENT]);
    expect(await store.findings.ofReporters([SOURCE])).toEqual([HISTORY.findingId]);
    expect(await store.definitions.version(['import-cursor'])).toBe(1);
    expect(await store.definitions.list('import-cursor')).toEqual([{ key: 'a', value: { updatedAt: AT } }]);
    expect(await store.events.delivery('d-2')).toMatchObject({ status: 'dead', event: EVENT, problem: { code: 'X' } });
    await store.close();
    await runSql(targetUrl, 'delete from trueup.approvals where seq > 1');
    await runSql(targetUrl, 'delete from trueup.finding_history where seq > 1');
    await runSql(targetUrl, 'delete from trueup.archived_events where seq > 2');
    const again = await exportToBuffer(targetUrl);
    expect(settled(again)).toEqual(settled(exported));
  });

  it('a log-in and the secret for a first admin stay where they were made, and none is left where users come to', async () => {
    const there = await openLabStore(targetUrl);
    await there.identities.setBootstrapHash('of the target');
    await importInto(exported);
    expect(await there.identities.bootstrapHash()).toBeUndefined();
    expect(await there.identities.sessionByHash(SESSION_HASH)).toBeUndefined();
    await there.close();
  });

  it('an anchor that is no part of the log that came is refused', async () => {
    const line = exported
      .toString()
      .split('\n')
      .find((one) => one.startsWith('["record_anchor"'));
    if (line === undefined) throw new Error('there is an anchor');
    const foreign = line.replace(/"hash":"\w+"/, `"hash":"${'a'.repeat(64)}"`);
    await expect(importInto(rehashed(replaced(exported, line, foreign)))).rejects.toThrow('only moves on');
  });

  it('an open execution is free after the import: nobody on the new side holds it', async () => {
    await importInto(exported);
    const store = await openLabStore(targetUrl);
    const { items } = await store.executions.list({ phases: ['running'] });
    const [open] = items;
    if (!open) throw new Error('there is an open execution');
    expect(await store.executions.claim(open.id, 'new-side', 60_000)).toMatchObject({
      lease: { epoch: 2 },
      log: [{}],
      signals: [{}],
    });
    await store.close();
  });

  it('a store that is not empty is refused and left as it is', async () => {
    const store = await openLabStore(targetUrl);
    const finding = sampleFinding();
    await store.findings.save([finding]);
    await expect(importInto(exported)).rejects.toThrow('the store is not empty: it has findings');
    expect((await store.findings.list({})).items).toEqual([finding]);
    await store.close();
  });

  it.each([
    ['is cut off in a line', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1_000), /cut off/],
    [
      'lacks its trailer',
      (bytes: Buffer) => bytes.subarray(0, bytes.lastIndexOf('\n', bytes.length - 2) + 1),
      /no trailer/,
    ],
    ['is empty', () => Buffer.alloc(0), /cut off before its first row/],
    ['has one letter changed', (bytes: Buffer) => replaced(bytes, 'BlockPublicAcls', 'BlockPublicAclz'), /SHA-256/],
    ['has a row less', (bytes: Buffer) => withoutLine(bytes, 700), /SHA-256/],
    ['has a row twice', (bytes: Buffer) => withLineTwice(bytes, 700), /damaged: duplicate key/],
    [
      'has a row less and a new checksum',
      (bytes: Buffer) => rehashed(withoutLine(bytes, 700)),
      /1202 rows of findings, .* 1203/,
    ],
    [
      'names a table that does not exist',
      (bytes: Buffer) => replaced(bytes, '\n["findings"', '\n["pg_user"'),
      /line 2 is not/,
    ],
    ['has a wrong value', (bytes: Buffer) => replaced(bytes, '"severity_rank":3', '"severity_rank":"x"'), /damaged/],
    ['is of another format', (bytes: Buffer) => replaced(bytes, 'trueup-store', 'other-store!'), /line 1 is not/],
    [
      'is of a newer format',
      (bytes: Buffer) => replaced(bytes, '"formatVersion":1', '"formatVersion":2'),
      /format version 2/,
    ],
    [
      'has tables of another version',
      (bytes: Buffer) => replaced(bytes, `"schemaVersion":${SCHEMA_VERSION}`, '"schemaVersion":99'),
      /version 99/,
    ],
    ['is no text at all', () => Buffer.from([0, 255, 10, 254, 10]), /line 1 is damaged/],
  ])('a file that %s is refused, and nothing is left behind', async (_what, damage, message) => {
    const refused = importInto(damage(exported));
    await expect(refused).rejects.toThrow(ImportRefused);
    await expect(refused).rejects.toThrow(message);
    await importInto(exported);
  });
});

async function fill(store: Store): Promise<void> {
  await store.findings.save(Array.from({ length: 1_200 }, () => sampleFinding()));
  await store.findings.save([
    sampleFinding({ reason: 'NUL \u0000 \ud800\n"' }),
    sampleFinding({ severity: 'LOW', lastScanId: 'scan-1' }),
    // What is null in most rows: several resources, and letters that only core folds.
    withResources(sampleFinding({ id: HISTORY.findingId, title: 'ÄÖ, \\u0000 and "q"', sources: [SOURCE] })),
  ]);
  await fillEvents(store);
  await store.plans.insert(samplePlan({ id: PLAN }));
  await store.plans.addApproval(approvalOf(PLAN));
  await store.scans.save(sampleScan());
  const running = sampleExecution({ phase: 'running', wakeAt: AT });
  await store.executions.insert([running, sampleExecution({ phase: 'finished', failureMessage: 'x\u0000y' })]);
  const claim = await store.executions.claim(running.id, 'old-side', 3_600_000);
  if (!claim) throw new Error('the lease was free');
  const started = { kind: 'step.started', step: 'one', attempt: 1, at: AT, inputs: { nul: '\u0000' } } as const;
  await store.executions.write(claim.lease, { events: [started] });
  await store.executions.signal(running.id, { kind: 'complete', at: AT, by: 'NUL \u0000' });
  await store.documents.save(sampleDocument());
  await store.documents.putAttachment(sampleVersion().attachments[0]?.sha256 ?? '', new Uint8Array([0, 255, 10]));
  await store.documents.addVersion(sampleVersion());
  await store.accessKeys.insert(sampleKey);
  await store.locks.acquire(running.resource.arn, running.id, AT);
  const records = await store.records.append(
    Array.from({ length: 1_100 }, (_, index) => sampleRecord({ index, text: 'ü\u0000' })),
  );
  await store.records.removeThrough(records[1] ?? { seq: 0, hash: '' });
  await fillDecisions(store);
}

async function fillDecisions({ decisions, runs, identities }: Store): Promise<void> {
  await decisions.save([DECISION]);
  await runs.insert([RUN]);
  await identities.saveUser(USER);
  await identities.saveToken(TOKEN);
  await identities.tokenUsed(TOKEN.id, AT);
  await identities.saveSession({
    hash: SESSION_HASH,
    userId: USER.id,
    csrfHash: 'e'.repeat(64),
    createdAt: AT,
    expiresAt: '2090-01-01T00:00:00.000Z',
    lastSeenAt: AT,
  });
  await identities.setBootstrapHash('of the source');
}

/** What is kept of the chain goes on from its anchor to its head. */
async function expectContinued({ records }: Store): Promise<void> {
  const kept: AuditRecord[] = [];
  for await (const record of records.all()) kept.push(record);
  const anchor = await records.anchor();
  expect(anchor).toEqual({ seq: 2, hash: kept[0]?.previousHash });
  for (const [index, record] of kept.entries()) {
    const { seq, hash } = index === 0 ? (anchor ?? record) : (kept[index - 1] ?? record);
    expect(record.hash).toBe(chained(record, { seq, hash }, sha256).hash);
  }
  expect(await records.head()).toEqual({ seq: 1_100, hash: kept.at(-1)?.hash });
}

function withResources(finding: Finding): Finding {
  const Resources = [...finding.asff.Resources, { Type: 'AwsIamRole', Id: 'a "role", {b\\}' }];
  return { ...finding, asff: { ...finding.asff, Resources } };
}

async function fillEvents({ findings, definitions, events }: Store): Promise<void> {
  await findings.addHistory([HISTORY]);
  await definitions.put('import-cursor', 'a', { updatedAt: AT });
  await events.addDeliveries([DELIVERY, { ...DELIVERY, id: 'd-2' }]);
  await events.settleDelivery('d-2', { kind: 'dead', at: AT, problem: { code: 'X', message: 'NUL \u0000' } });
  await events.archive('archive', [EVENT, EVENT]);
  await events.setTurn('rule', AT);
  await events.addPoison([{ id: 'p-1', origin: 'queue', body: '{', reason: 'cut off', receivedAt: AT }]);
}

function approvalOf(planId: PlanId) {
  const by = { kind: 'person', name: 'grace' } as const;
  return { planId, planHash: 'b'.repeat(64), verdict: 'approve', by, at: AT } as const;
}

async function exportToBuffer(connection: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      setImmediate(done);
    },
  });
  await exportStore({ connection, log: silentLog }, sink);
  return Buffer.concat(chunks);
}

/** Pieces that end in the middle of lines and of characters. */
function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 7_919) yield bytes.subarray(at, at + 7_919);
}

/** Without the trailer and what an import settles on purpose. */
function settled(bytes: Buffer): string[] {
  return bytes
    .toString()
    .split('\n')
    .slice(0, -2)
    .map((line) => line.replace(/"(lease_owner|lease_until)":("[^"]*"|null)/g, '"$1":null'));
}

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  const text = bytes.toString();
  expect(text).toContain(from);
  return Buffer.from(text.replace(from, to));
}

function withoutLine(bytes: Buffer, number: number): Buffer {
  return Buffer.from(bytes.toString().split('\n').toSpliced(number, 1).join('\n'));
}

function withLineTwice(bytes: Buffer, number: number): Buffer {
  const lines = bytes.toString().split('\n');
  return Buffer.from(lines.toSpliced(number, 0, lines[number] ?? '').join('\n'));
}

function rehashed(bytes: Buffer): Buffer {
  const lines = bytes.toString().split('\n').slice(0, -2);
  const whole = `${lines.join('\n')}\n`;
  return Buffer.from(`${whole}${JSON.stringify({ sha256: createHash('sha256').update(whole).digest('hex') })}\n`);
}
