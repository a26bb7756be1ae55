import { awsDoor } from '@trueup/aws';
import { region, type Answer, type Asff, type CallFailure, type Door, type JsonObject, type Store } from '@trueup/core';
import { eventParts, freshAccount, hubFinding, labAws, labStore } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { batchedParts, type BatchedParts } from '../batched-parts.ts';
import { pullSecurityHub, type Hub, type Pulled } from './pull-security-hub.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

const HOUR = 3_600_000;
const START = Date.parse('2026-02-01T00:00:00.000Z');
const never = new AbortController().signal;

interface Scene {
  readonly hub: Hub;
  readonly parts: BatchedParts;
  /** What Security Hub has, in the order of its pages. */
  readonly findings: Asff[];
  readonly asked: JsonObject[];
  /** Answers in place of the next calls. */
  readonly failures: (CallFailure | undefined)[];
  readonly clock: { hours: number };
  pull(): Promise<Pulled>;
  finding(number: number, members?: Partial<Asff>): Asff;
  titles(): Promise<readonly string[]>;
  cursor(): Promise<string | undefined>;
}

/** GetFindings over a list: the filter of UpdatedAt, pages of the size asked for, tokens. */
function scene(): Scene {
  const account = freshAccount();
  const hub: Hub = { account, region: region('eu-west-1') };
  const [findings, asked, failures, clock] = [
    [] as Asff[],
    [] as JsonObject[],
    [] as (CallFailure | undefined)[],
    { hours: 0 },
  ];
  const call = ({ Filters, NextToken, MaxResults }: JsonObject): Answer => {
    const failure = failures.shift();
    if (failure) return { kind: 'failed', failure };
    const [dates] = ((Filters as JsonObject | undefined)?.['UpdatedAt'] ?? []) as readonly JsonObject[];
    const found = findings.filter(({ UpdatedAt }) => UpdatedAt >= String(dates?.['Start'] ?? ''));
    const from = Number(NextToken ?? 0);
    const to = from + Number(MaxResults);
    const more = to < found.length ? { NextToken: String(to) } : {};
    return { kind: 'answered', output: { Findings: found.slice(from, to) as unknown as JsonObject[], ...more } };
  };
  const door: Door = {
    open: () => ({
      call({ parameters }) {
        asked.push(parameters);
        return Promise.resolve(call(parameters));
      },
    }),
    accessOf: () => 'read',
  };
  const now = (): string => new Date(START + clock.hours * HOUR).toISOString();
  const parts = batchedParts(eventParts(store, account, { door, clock: { now } }));
  return {
    hub,
    parts,
    findings,
    asked,
    failures,
    clock,
    pull: () => pullSecurityHub(parts, hub, HOUR, never),
    finding: (number, members) =>
      hubFinding(account, {
        Id: `finding/${number}`,
        Title: `finding ${number}`,
        UpdatedAt: new Date(Date.parse('2026-01-01T00:00:00.000Z') + number * 60_000).toISOString(),
        Resources: [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::b-${account}-${number}` }],
        ...members,
      }),
    async titles() {
      const { items } = await store.findings.list({ accounts: [account], limit: 1000 });
      return items.map(({ title }) => title).toSorted();
    },
    cursor: async () => (await store.definitions.get('import-cursor', `${account}/eu-west-1`))?.updatedAt,
  };
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

test('the first turn takes everything, page by page; the next asks from there, with an overlap', async () => {
  const { findings, finding, pull, asked, titles, cursor, clock } = scene();
  findings.push(...numbers(250).map((number) => finding(number)));
  expect(await pull()).toEqual({ kind: 'pulled', findings: 250 });
  expect(asked.map(({ NextToken }) => NextToken)).toEqual([undefined, '100', '200']);
  expect(asked[0]).toEqual({ SortCriteria: [{ Field: 'UpdatedAt', SortOrder: 'asc' }], MaxResults: 100 });
  expect(await titles()).toHaveLength(250);
  expect(await cursor()).toBe(finding(249).UpdatedAt);

  findings.push(finding(300), finding(400, { UpdatedAt: finding(245).UpdatedAt }));
  clock.hours = 1;
  expect(await pull()).toEqual({ kind: 'pulled', findings: 13 });
  expect(asked.at(-1)).toMatchObject({
    Filters: { UpdatedAt: [{ Start: finding(239).UpdatedAt, End: '2026-02-01T01:10:00.000Z' }] },
  });
  expect(await titles()).toHaveLength(252);
});

test('a turn is taken once an hour, by whichever process', async () => {
  const { pull, clock, asked } = scene();
  expect(await pull()).toMatchObject({ kind: 'pulled' });
  clock.hours = 0.9;
  expect(await pull()).toEqual({ kind: 'not-due' });
  clock.hours = 1;
  const both = await Promise.all([pull(), pull()]);
  expect(both.map(({ kind }) => kind).toSorted()).toEqual(['not-due', 'pulled']);
  expect(asked).toHaveLength(2);
});

const fault = (kind: CallFailure['kind']): CallFailure => ({ code: kind, message: 'no', httpStatus: 400, kind });

test('a page that is throttled is asked for again', async () => {
  const { findings, finding, pull, failures, titles } = scene();
  findings.push(...numbers(120).map((number) => finding(number)));
  failures.push(undefined, fault('throttled'), fault('service-fault'));
  expect(await pull()).toEqual({ kind: 'pulled', findings: 120 });
  expect(await titles()).toHaveLength(120);
});

test('after a failure, as after a restart, it goes on from the last page that was kept', async () => {
  const { findings, finding, pull, failures, titles, cursor, clock, asked } = scene();
  findings.push(...numbers(250).map((number) => finding(number)));
  failures.push(undefined, undefined, fault('access-denied'));
  expect(await pull()).toMatchObject({ kind: 'failed', failure: { kind: 'access-denied' } });
  expect(await cursor()).toBe(finding(199).UpdatedAt);
  clock.hours = 1;
  expect(await pull()).toEqual({ kind: 'pulled', findings: 61 });
  expect(asked.at(-1)).toMatchObject({ Filters: { UpdatedAt: [{ Start: finding(189).UpdatedAt }] } });
  expect(await titles()).toHaveLength(250);
});

test('pages that do not come in order move the cursor only at the end', async () => {
  const { findings, finding, pull, failures, cursor, clock } = scene();
  findings.push(...numbers(250).map((number) => finding(249 - number)));
  failures.push(undefined, undefined, fault('access-denied'));
  await pull();
  expect(await cursor()).toBe('1970-01-01T00:00:00.000Z');
  clock.hours = 1;
  expect(await pull()).toEqual({ kind: 'pulled', findings: 250 });
  expect(await cursor()).toBe(finding(249).UpdatedAt);
});

test('a clock that is ahead does not move the cursor beyond now', async () => {
  const { findings, finding, pull, cursor } = scene();
  findings.push(finding(0, { UpdatedAt: '2026-02-01T00:04:00.000Z' }));
  await pull();
  expect(await cursor()).toBe('2026-02-01T00:00:00.000Z');
});

test('a finding that cannot be read is kept for a person, once, and can be replayed as an event', async () => {
  const { hub, findings, finding, pull, titles, clock } = scene();
  findings.push(finding(0), finding(1, { Severity: {} }));
  await pull();
  clock.hours = 1;
  await pull();
  expect(await titles()).toEqual(['finding 0']);
  const { items } = await store.events.poison({ limit: 100 });
  const kept = items.filter(({ origin }) => origin === `arn:aws:securityhub:eu-west-1:${hub.account}:hub/default`);
  expect(kept).toMatchObject([{ reason: expect.stringContaining('Severity') }]);
  expect(JSON.parse(kept[0]?.body ?? '')).toMatchObject({ source: 'aws.securityhub', account: hub.account });
});

test('findings of a Security Hub are those that were imported there', async () => {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  const door = awsDoor({ endpoint, accountOf: () => ({ role: 'Member' }) });
  const parts = batchedParts(eventParts(store, aws.accountId, { door }));
  const findings = numbers(3).map((number) =>
    hubFinding(aws.accountId, {
      Id: `finding/${number}`,
      ProductArn: `arn:aws:securityhub:us-east-1:${aws.accountId}:product/${aws.accountId}/default`,
      Resources: [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::b${number}` }],
    }),
  );
  await aws.call('securityhub', 'BatchImportFindings', { Findings: findings as unknown as JsonObject[] });
  const pulled = await pullSecurityHub(parts, { account: aws.accountId, region: aws.region }, HOUR, never);
  expect(pulled).toEqual({ kind: 'pulled', findings: 3 });
  expect((await store.findings.list({ accounts: [aws.accountId] })).items).toHaveLength(3);
  door.close();
});
