import type { FindingId, ScoreSnapshot, Store } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleFinding } from '../lab/samples.ts';
import { InvalidPageRequest } from './page.ts';

const A = '111111111111';
const B = '222222222222';

const score = (rest: Partial<ScoreSnapshot>): ScoreSnapshot => ({
  at: '2026-03-01T10:00:00.000Z',
  standard: 'fsbp/1.0.0',
  accountId: '*',
  region: '*',
  passed: 1,
  failed: 1,
  unknown: 0,
  noData: 0,
  disabled: 0,
  score: 50,
  ...rest,
});

describe.each(labPostgresKinds())('scores on $name', { timeout: 20_000 }, (kind) => {
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

  it('ACTIVE findings that are not suppressed are counted by account, region, control and compliance', async () => {
    const finding = (number: number, rest: Parameters<typeof sampleFinding>[0]) =>
      sampleFinding({ id: `f-${number}` as FindingId, ...rest });
    await store.findings.save([
      finding(1, { compliance: 'FAILED' }),
      finding(2, { compliance: 'FAILED' }),
      finding(3, { compliance: 'PASSED', workflow: 'RESOLVED' }),
      finding(4, { compliance: 'FAILED', workflow: 'SUPPRESSED' }),
      finding(5, { compliance: 'FAILED', recordState: 'ARCHIVED' }),
    ]);
    const { resource, controlId } = sampleFinding();
    const place = { accountId: resource.accountId, region: resource.region, controlId };
    const rows = [...(await store.scores.standing())].sort((one, other) => other.count - one.count);
    expect(rows).toEqual([
      { ...place, compliance: 'FAILED', count: 2 },
      { ...place, compliance: 'PASSED', count: 1 },
    ]);
  });

  it('a scan says anew what it found compliant in a list, and lists of one control add up', async () => {
    const at = '2026-03-01T00:00:00.000Z';
    const list = (resourceType: string, accountId = A) => ({ accountId, region: 'eu-west-1', resourceType });
    await store.scores.noteEvaluated(list('AWS::S3::Bucket'), [{ controlId: 'S3.8', resources: 9 }], at);
    await store.scores.noteEvaluated(
      list('AWS::S3::Bucket'),
      [
        { controlId: 'S3.8', resources: 4 },
        { controlId: 'Trueup.Tags.1', resources: 1 },
      ],
      at,
    );
    await store.scores.noteEvaluated(list('AWS::EC2::Instance'), [{ controlId: 'Trueup.Tags.1', resources: 2 }], at);
    await store.scores.noteEvaluated(list('AWS::S3::Bucket', B), [{ controlId: 'S3.8', resources: 0 }], at);
    await store.scores.noteEvaluated(list('AWS::S3::Bucket', B), [], at);
    const place = { accountId: A, region: 'eu-west-1' };
    expect(await store.scores.evaluated()).toHaveLength(3);
    expect(await store.scores.evaluated()).toEqual(
      expect.arrayContaining([
        { ...place, controlId: 'S3.8', resources: 4 },
        { ...place, controlId: 'Trueup.Tags.1', resources: 3 },
        { ...place, accountId: B, controlId: 'S3.8', resources: 0 },
      ]),
    );
  });

  it('the last score of a day is its history', async () => {
    await store.scores.add([score({ score: 10 })]);
    await store.scores.add([]);
    await store.scores.add([score({ at: '2026-03-01T23:59:59.999Z', score: 20 })]);
    await store.scores.add([score({ at: '2026-03-02T00:00:00.000Z', score: null })]);
    const { items } = await store.scores.list({ standard: 'fsbp/1.0.0', accountId: '*', region: '*' });
    expect(items.map(({ at, score: percent }) => [at, percent])).toEqual([
      ['2026-03-02T00:00:00.000Z', null],
      ['2026-03-01T23:59:59.999Z', 20],
    ]);
  });

  it('the history is narrowed by standard, account, region and time, and its pages neither repeat nor miss one', async () => {
    const all = Array.from({ length: 9 }, (_, day) =>
      [A, B, '*'].map((accountId) =>
        score({ at: `2026-03-0${day + 1}T12:00:00.000Z`, accountId, standard: day % 2 ? '*' : 'cis/3.0.0' }),
      ),
    ).flat();
    await store.scores.add(all);
    expect((await store.scores.list({ standard: '*' })).items).toHaveLength(12);
    expect((await store.scores.list({ accountId: A })).items).toHaveLength(9);
    expect((await store.scores.list({ region: 'eu-west-1' })).items).toEqual([]);
    const range = { from: '2026-03-03T12:00:00.000Z', to: '2026-03-05T12:00:00.000Z' };
    expect((await store.scores.list({ ...range, accountId: B })).items.map(({ at }) => at.slice(8, 10))).toEqual([
      '04',
      '03',
    ]);
    const seen: ScoreSnapshot[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.scores.list({ limit: 4, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(all.length);
    expect(new Set(seen.map((one) => `${one.at} ${one.accountId}`)).size).toBe(all.length);
    expect(seen.map(({ at }) => at)).toEqual(
      seen
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    await expect(store.scores.list({ cursor: 'x' })).rejects.toThrow(InvalidPageRequest);
  });
});
