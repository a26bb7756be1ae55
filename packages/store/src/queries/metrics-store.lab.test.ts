import type { Finding, Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleFinding, sampleRecord } from '../lab/samples.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const daysAgo = (days: number): string => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();

describe.each(labPostgresKinds())('measures on $name', { timeout: 20_000 }, (kind) => {
  let postgres: LabPostgres;
  let store: Store;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 30_000);
  afterAll(() => postgres.stop(), 30_000);
  beforeEach(async () => {
    store = await openLabStore(await postgres.newDatabase());
  });
  afterEach(() => store.close());

  it('an empty store has nothing to tell', async () => {
    expect(await store.metrics.measure(NOW)).toEqual({
      openFindings: [],
      openExecutions: [],
      executionsDue: { count: 0, oldestSeconds: 0 },
      deliveriesDue: { count: 0, oldestSeconds: 0 },
      decisionsDue: { count: 0, oldestSeconds: 0 },
      deliveries: { pending: 0, dead: 0 },
      runs: [],
      secondsToRemediate: { count: 0, mean: 0, p50: 0, p90: 0, p99: 0 },
      records: { seq: 0, anchorSeq: 0 },
    });
  });

  it('open findings are counted by severity and age; closed ones are not', async () => {
    const open = (days: number, changes: Partial<Finding> = {}): Finding =>
      sampleFinding({ severity: 'HIGH', firstObservedAt: daysAgo(days), ...changes });
    await store.findings.save([
      open(0.5),
      open(8),
      open(100),
      open(3, { severity: 'LOW' }),
      open(200, { workflow: 'SUPPRESSED' }),
      open(200, { recordState: 'ARCHIVED' }),
    ]);
    const { openFindings } = await store.metrics.measure(NOW);
    expect(openFindings.toSorted((one, other) => one.severity.localeCompare(other.severity))).toEqual([
      { severity: 'HIGH', count: 3, older: [2, 2, 1, 1], oldestSeconds: 100 * 86_400 },
      { severity: 'LOW', count: 1, older: [1, 0, 0, 0], oldestSeconds: 3 * 86_400 },
    ]);
  });

  it('decisions that are due wait for as long as the oldest does', async () => {
    const { id } = sampleFinding();
    await store.decisions.due([id], daysAgo(1));
    expect((await store.metrics.measure(NOW)).decisionsDue).toEqual({ count: 1, oldestSeconds: 86_400 });
  });

  it('a repair took from the last opening of its finding, and runs are counted by how they ended', async () => {
    const findingId = sampleFinding().id;
    const subject = { kind: 'finding', id: findingId } as const;
    await store.records.append([
      { ...sampleRecord(), at: daysAgo(20), action: 'finding.opened', subject },
      { ...sampleRecord(), at: daysAgo(3), action: 'finding.reopened', subject },
      { ...sampleRecord(), at: daysAgo(1), action: 'checkpoint.signed' },
    ]);
    const run = (id: string, automatic: boolean) => ({
      id,
      kind: 'repair' as const,
      findingId,
      remediation: 'line-1',
      controlId: 'S3.8',
      documentName: 'Trueup-S3',
      accountId: '111122223333' as never,
      resourceArn: 'arn:aws:s3:::one',
      automatic,
      startedAt: daysAgo(2),
    });
    await store.runs.insert([run('execution-1', true), run('execution-2', true), run('execution-3', false)]);
    await store.runs.finish('execution-1', { at: daysAgo(2), result: 'verified' });
    await store.runs.finish('execution-2', { at: daysAgo(2), result: 'failed' });
    await store.runs.undone('execution-1', daysAgo(1));
    const { runs, secondsToRemediate, records } = await store.metrics.measure(NOW);
    expect(secondsToRemediate).toEqual({ count: 1, mean: 86_400, p50: 86_400, p90: 86_400, p99: 86_400 });
    expect(runs.toSorted((one, other) => one.result.localeCompare(other.result))).toEqual([
      { kind: 'repair', automatic: true, result: 'failed', count: 1, undone: 0 },
      { kind: 'repair', automatic: true, result: 'verified', count: 1, undone: 1 },
    ]);
    expect(records).toEqual({ seq: 3, anchorSeq: 0, lastCheckpointAt: daysAgo(1) });
  });
});
