import type { Answer, Door, Finding, Investigation, JsonObject, NewRecord, Store } from '@trueup/core';
import { expect, test } from 'vitest';
import type { InvestigationParts } from './investigate-finding.ts';
import { investigateRegression } from './investigate-regression.ts';

const REPAIRED = '2026-01-31T09:00:00.500Z';
const REGRESSED = '2026-01-31T09:30:00.000Z';
const MINUTE = 60_000;

const regressed = {
  id: 'f-1',
  controlId: 'S3.14',
  resource: { arn: 'arn:aws:s3:::b', id: 'b', type: 'AWS::S3::Bucket', region: 'eu-west-1', partition: 'aws' },
  firstObservedAt: '2026-01-01T00:00:00.000Z',
  regressedAt: [REGRESSED],
} as unknown as Finding;

function event(at: string): JsonObject {
  const record = { eventID: at, eventTime: at, eventName: 'PutBucketVersioning', userIdentity: { type: 'Root' } };
  return { EventId: at, CloudTrailEvent: JSON.stringify(record) };
}
const answered = (...Events: readonly JsonObject[]): Answer => ({ kind: 'answered', output: { Events } });
const failure = { kind: 'access-denied', code: 'AccessDenied', message: 'no', httpStatus: 400 } as const;

interface Scene {
  readonly answer?: Answer;
  /** How long after the fault came back. */
  readonly minutes?: number;
  readonly repaired?: boolean;
  readonly known?: Partial<Investigation>;
}

async function asked({ answer = answered(), minutes = 1, repaired = true, known }: Scene) {
  let calls = 0;
  const saved: Finding[] = [];
  const records: NewRecord[] = [];
  const finding = { ...regressed, ...(known ? { investigation: known as Investigation } : {}) };
  const inside = {
    findings: { byIds: async () => [finding], save: async (found: readonly Finding[]) => void saved.push(...found) },
    records: { append: async (made: readonly NewRecord[]) => void records.push(...made) },
  };
  const repair = { id: 'x-1', startedAt: REPAIRED, resource: regressed.resource };
  const store = {
    executions: { list: async () => ({ items: repaired ? [repair] : [] }), journal: async () => [] },
    transaction: (work: (stores: typeof inside) => unknown) => work(inside),
  } as unknown as Store;
  const door = {
    open: () => ({
      call: async () => {
        calls += 1;
        return answer;
      },
    }),
  } as unknown as Door;
  const clock = { now: () => new Date(Date.parse(REGRESSED) + minutes * MINUTE).toISOString() };
  const parts: InvestigationParts = { store, door, clock, catalogue: [], policy: () => Promise.resolve({} as never) };
  const cause = await investigateRegression(parts, finding);
  return { cause, calls, kept: saved[0]?.investigation, actions: records.map(({ action }) => action) };
}

test('who brought it back is told and kept', async () => {
  const at = '2026-01-31T09:29:59.000Z';
  const { cause, kept, actions } = await asked({ answer: answered(event(at), event('2026-01-31T08:00:00.000Z')) });
  expect(cause).toMatchObject({ id: at, principal: { kind: 'root' } });
  expect(kept).toMatchObject({ cause: at, complete: true });
  expect(actions).toEqual(['finding.investigated']);
});

test('a call in the second in which the repair began may have come after it', async () => {
  expect((await asked({ answer: answered(event('2026-01-31T09:00:00.000Z')) })).cause).toBeDefined();
});

test('while the event may still be on its way nothing is kept', async () => {
  const answer = answered(event('2026-01-31T08:00:00.000Z'));
  expect(await asked({ answer, minutes: 14 })).toMatchObject({ cause: undefined, kept: undefined, actions: [] });
  expect(await asked({ answer, minutes: 15 })).toMatchObject({ cause: undefined, kept: { complete: true } });
});

test('a refusal is kept at once, so that CloudTrail is not asked again and again', async () => {
  const answer = { kind: 'failed', failure } as const;
  expect(await asked({ answer })).toMatchObject({
    calls: 1,
    kept: { complete: false, unread: { reason: 'access-denied' } },
  });
});

test.each<[string, Scene]>([
  ['that we had not repaired', { repaired: false }],
  ['whose cause is known already', { known: { at: '2026-01-31T09:31:00.000Z', cause: 'e', events: [] } }],
])('CloudTrail is not asked about a fault %s', async (_what, scene) => {
  expect(await asked(scene)).toMatchObject({ calls: 0, kept: undefined });
});

test('a cause that was found before the fault came back says nothing of it', async () => {
  expect(await asked({ known: { at: '2026-01-31T09:00:00.000Z', cause: 'e', events: [] } })).toMatchObject({
    calls: 2,
  });
});
