import { Problem } from '@trueup/api-contract';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { labAws } from '@trueup/testing';
import { accountId } from '@trueup/core';
import { OWN_ACCOUNT, servedTrueup } from './testing/served-trueup.ts';

let served: Awaited<ReturnType<typeof servedTrueup>>;
beforeAll(async () => {
  served = await servedTrueup(inject('awsLabEndpoint'));
});
afterAll(() => served.close());

const BUCKET = `oversight-${process.pid}`;
const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

const draft = (id: string) => ({
  id,
  scope: { arns: [`arn:aws:s3:::${BUCKET}`] },
  owner: 'team-web',
  approver: 'ann',
  justification: 'a public site',
});

async function problemOf(asked: Promise<unknown>): Promise<Pick<Problem, 'code' | 'reason'>> {
  const problem = await asked.catch((error: unknown) => error);
  if (!(problem instanceof Problem)) throw new Error('it was not refused', { cause: problem });
  return { code: problem.code, reason: problem.reason };
}

test('an end in another time zone is kept in UTC', async () => {
  const day = inDays(30).slice(0, 10);
  const placed = await served.as('ben').placeException({ ...draft('zoned'), expiresAt: `${day}T01:00:00+02:00` });
  expect(placed.expiresAt).toBe(new Date(`${day}T01:00:00+02:00`).toISOString());
  await served.as('ben').removeException({ id: 'zoned' });
});

test('what is refused has the code of its kind', async () => {
  const ben = served.as('ben');
  const expiresAt = inDays(30);
  await ben.placeException({ ...draft('twice'), expiresAt });
  expect(await problemOf(ben.placeException({ ...draft('twice'), expiresAt }))).toMatchObject({ code: 'conflict' });
  expect(await problemOf(ben.placeException({ ...draft('own'), approver: 'ben', expiresAt }))).toEqual({
    code: 'refused',
    reason: 'same-person',
  });
  expect(await problemOf(ben.placeException({ ...draft('past'), expiresAt: inDays(-1) }))).toMatchObject({
    code: 'invalid',
  });
  expect(await problemOf(ben.placeException({ ...draft('all'), scope: {}, expiresAt }))).toMatchObject({
    code: 'invalid',
  });
  const tags = JSON.parse('{"__proto__": ["x"]}') as Record<string, string[]>;
  expect(await problemOf(ben.placeException({ ...draft('tags'), scope: { tags }, expiresAt }))).toMatchObject({
    code: 'invalid',
  });
  expect(await problemOf(ben.getException({ id: 'nowhere' }))).toMatchObject({ code: 'not-found' });
  expect(await problemOf(ben.turnKillSwitchOff({ scope: { kind: 'all' }, reason: 'over' }))).toMatchObject({
    code: 'not-found',
  });
  expect(await problemOf(ben.explainDecision({ findingId: 'f-none' }))).toMatchObject({ code: 'not-found' });
  expect(
    await problemOf(ben.decidePlans({ plans: [{ id: 'plan-1', hash: 'f' }], count: 2, verdict: 'approve' })),
  ).toEqual({ code: 'refused', reason: 'count-differs' });
  await ben.removeException({ id: 'twice' });
});

test('a bucket is explained, excepted and stopped, and each guard says so by name', async () => {
  const ben = served.as('ben');
  const aws = labAws(inject('awsLabEndpoint'), accountId(OWN_ACCOUNT));
  await aws.call('s3', 'CreateBucket', { Bucket: BUCKET });
  const { id } = await ben.startScan({ controls: ['S3.14'] });
  await expect.poll(async () => (await ben.getScan({ id })).status, { timeout: 20_000 }).toBe('finished');
  const { items } = await ben.listFindings({ controls: ['S3.14'] });
  const finding = items.find(({ resource }) => resource.id === BUCKET);
  if (!finding) throw new Error('the bucket was not found faulty');
  const explain = () => ben.explainDecision({ findingId: finding.id });
  const said = async (guard: string) =>
    (await explain()).decision.guards.find((one) => one.guard === guard) ?? { verdict: 'missing', detail: '' };
  expect(await explain()).toMatchObject({
    lines: [{ mode: 'manual', coverage: 'covered', decides: true }],
    line: { mode: 'manual' },
  });
  expect((await said('exception')).verdict).toBe('passes');
  await ben.placeException({ ...draft('site'), expiresAt: inDays(30) });
  expect(await said('exception')).toMatchObject({ verdict: 'blocks', detail: expect.stringContaining('site') });
  expect(await ben.getException({ id: 'site' })).toMatchObject({ covers: 1, findingIds: [finding.id] });
  await ben.turnKillSwitchOn({ scope: { kind: 'account', id: OWN_ACCOUNT }, reason: 'outage' });
  expect(await said('kill-switch')).toMatchObject({ verdict: 'blocks', detail: expect.stringContaining('outage') });
  await ben.turnKillSwitchOff({ scope: { kind: 'account', id: OWN_ACCOUNT }, reason: 'over' });
  await ben.removeException({ id: 'site' });
  expect((await said('exception')).verdict).toBe('passes');
  expect((await ben.listRemediations({})).items).toMatchObject([
    { controlId: 'S3.14', mode: 'manual', openFindings: items.length },
  ]);
});
