import {
  accountId,
  arn,
  compileFilters,
  compileWhere,
  judgedPlace,
  region,
  type AskedWhere,
  type ControlId,
  type Finding,
  type FindingCriteria,
  type JsonObject,
  type Store,
} from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleBucket, sampleFinding } from '../lab/samples.ts';

const AT = '2026-03-01T10:00:00.000Z';
const MINE = '111122223333';
const THEIRS = '444455556666';
const equals = (field: string, ...values: readonly string[]): JsonObject => ({
  [field]: values.map((Value) => ({ Value, Comparison: 'EQUALS' })),
});

function filtered(filters: JsonObject): FindingCriteria {
  const compiled = compileFilters(filters, 'search');
  if (compiled.kind === 'invalid') throw new Error(`${compiled.field} ${compiled.reason}`);
  return { filters: { fields: compiled.fields, now: AT } };
}

function joined(operator: 'and' | 'or', ...filters: AskedWhere['groups'][number]['filters']): FindingCriteria {
  const where = compileWhere({ operator: 'and', groups: [{ operator, filters }] });
  if ('kind' in where) throw new Error(`${where.field} ${where.reason}`);
  return { filters: { fields: [], where, now: AT } };
}

describe.each(labPostgresKinds())('findings by control on $name', { timeout: 60_000 }, (kind) => {
  let postgres: LabPostgres;
  let store: Store;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);
  beforeEach(async () => {
    store = await openLabStore(await postgres.newDatabase());
  });
  afterEach(() => store.close());

  const about = (bucket: string, control: string, changes: Partial<Finding> = {}, account = MINE): Finding =>
    sampleFinding({
      controlId: control as ControlId,
      resource: { ...sampleBucket, id: bucket, arn: arn(`arn:aws:s3:::${bucket}`), accountId: accountId(account) },
      title: `about ${control}`,
      ...changes,
    });

  const compliant = (controlId: string, resources: number, account = MINE, place = 'eu-west-1') =>
    store.scores.noteEvaluated(
      { accountId: account, region: place, resourceType: 'AWS::S3::Bucket' },
      [{ controlId, resources }],
      AT,
    );

  const evaluatedOf = async (criteria: FindingCriteria, control = 'S3.1') => {
    const place = judgedPlace(criteria);
    return place && (await store.findings.evaluatedByControl(place)).get(control);
  };

  it('the most severe stands first, then the one with the most findings', async () => {
    await store.findings.save([
      about('a', 'S3.1', { severity: 'LOW' }),
      about('b', 'S3.1', { severity: 'HIGH' }),
      about('a', 'S3.2', { severity: 'CRITICAL' }),
      about('a', 'S3.3', { severity: 'HIGH' }),
    ]);
    expect(await store.findings.byControl({})).toEqual([
      { controlId: 'S3.2', title: 'about S3.2', severity: 'CRITICAL', findings: 1, resources: 1 },
      { controlId: 'S3.1', title: 'about S3.1', severity: 'HIGH', findings: 2, resources: 2 },
      { controlId: 'S3.3', title: 'about S3.3', severity: 'HIGH', findings: 1, resources: 1 },
    ]);
  });

  it('only open findings are in it, and those that the criteria leave', async () => {
    await store.findings.save([
      about('a', 'S3.1'),
      about('b', 'S3.1', { workflow: 'NOTIFIED' }),
      about('c', 'S3.1', { workflow: 'RESOLVED' }),
      about('d', 'S3.1', { workflow: 'SUPPRESSED' }),
      about('e', 'S3.1', { recordState: 'ARCHIVED' }),
      about('f', 'S3.1', { compliance: 'PASSED' }),
      about('a', 'S3.2', { severity: 'LOW' }),
    ]);
    expect(await store.findings.byControl({ severities: ['HIGH'] })).toMatchObject([
      { controlId: 'S3.1', findings: 2 },
    ]);
    const low = joined('or', equals('SeverityLabel', 'LOW'), equals('Title', 'about S3.1'));
    expect(await store.findings.byControl(low)).toHaveLength(2);
    expect(await store.findings.byControl(joined('and', equals('SeverityLabel', 'LOW')))).toMatchObject([
      { controlId: 'S3.2' },
    ]);
  });

  it('what is evaluated: every resource with an ACTIVE finding, and the compliant ones that were told of', async () => {
    await store.findings.save([
      about('a', 'S3.1'),
      about('b', 'S3.1', { workflow: 'SUPPRESSED' }),
      about('c', 'S3.1', { recordState: 'ARCHIVED' }),
      about('d', 'S3.1', { compliance: 'PASSED', workflow: 'RESOLVED' }),
      about('e', 'S3.1', { compliance: 'PASSED', workflow: 'RESOLVED' }, THEIRS),
      about('f', 'S3.1', { compliance: 'PASSED', workflow: 'RESOLVED' }, THEIRS),
    ]);
    // `d` is among the five that the scan found compliant; of the other account only reporters tell.
    await compliant('S3.1', 5);
    expect(await evaluatedOf({})).toBe(2 + 5 + 2);
  });

  it('where nobody told of a compliant resource it is not known how many were evaluated', async () => {
    await store.findings.save([about('a', 'S3.1'), about('a', 'S3.2')]);
    await compliant('S3.2', 0);
    expect(await evaluatedOf({})).toBeUndefined();
    expect(await evaluatedOf({}, 'S3.2')).toBe(1);
  });

  const eu = region('eu-west-1');
  it.each<[string, FindingCriteria, number | undefined]>([
    ['an account', { accounts: [MINE] }, 1 + 10],
    ['a region', { regions: [eu] }, 2 + 11],
    ['a control', { controls: ['S3.1'] }, 2 + 111],
    ['a resource type', { resourceTypes: ['AWS::S3::Bucket'] }, 2 + 111],
    ['an account by filter', filtered(equals('AwsAccountId', MINE)), 1 + 10],
    ['either account', joined('or', equals('AwsAccountId', MINE), equals('AwsAccountId', THEIRS)), 2 + 111],
    ['a region and a severity', joined('and', equals('Region', eu), equals('SeverityLabel', 'HIGH')), 2 + 11],
    ['a region or a severity', joined('or', equals('Region', eu), equals('SeverityLabel', 'HIGH')), 2 + 111],
    ['a severity', { severities: ['HIGH'] }, 2 + 111],
    ['a product', { products: ['Trueup'] }, undefined],
    ['one resource', { resourceArn: 'arn:aws:s3:::a' }, undefined],
    [
      'a resource or an account',
      joined('or', equals('ResourceId', 'arn:aws:s3:::a'), equals('AwsAccountId', MINE)),
      undefined,
    ],
  ])('%s: what was evaluated there is told, or nothing', async (_what, criteria, expected) => {
    await store.findings.save([about('a', 'S3.1'), about('b', 'S3.1', {}, THEIRS)]);
    await compliant('S3.1', 10);
    await compliant('S3.1', 1, THEIRS);
    await compliant('S3.1', 100, THEIRS, 'us-east-1');
    expect(await evaluatedOf(criteria)).toBe(expected);
  });

  it('of detections the resources are not counted, and a title comes from the accounts that were asked for', async () => {
    const generator = 'detector/abc';
    await store.findings.save([
      about('a', generator, { title: 'mine' }),
      about('b', generator, { title: 'theirs', severity: 'CRITICAL' }, THEIRS),
    ]);
    expect(await store.findings.byControl({ accounts: [MINE] })).toEqual([
      { controlId: generator, title: 'mine', severity: 'HIGH', findings: 1 },
    ]);
    expect(await store.findings.byControl({})).toEqual([
      { controlId: generator, title: 'theirs', severity: 'CRITICAL', findings: 2 },
    ]);
  });

  it('a count goes no further than it is asked to', async () => {
    await store.findings.save(['a', 'b', 'c'].map((bucket) => about(bucket, 'S3.1')));
    expect(await store.findings.count({}, 2)).toBe(2);
    expect(await store.findings.count({}, 3)).toBe(3);
    expect(await store.findings.count({}, 4)).toBe(3);
    expect(await store.findings.count({})).toBe(3);
  });
});
