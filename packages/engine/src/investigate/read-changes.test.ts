import type { Answer, CallFailure, Door, Finding, JsonObject } from '@trueup/core';
import { expect, test } from 'vitest';
import { readChanges } from './read-changes.ts';

const window = { from: '2026-01-30T09:30:00.000Z', to: '2026-01-31T09:30:00.000Z' };
const resource = {
  arn: 'arn:aws:s3:::invoices',
  id: 'invoices',
  type: 'AWS::S3::Bucket',
  accountId: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
};
const finding = { resource } as unknown as Finding;

const event = (id: string, record: JsonObject = {}): JsonObject => ({
  EventId: id,
  EventName: 'PutBucketVersioning',
  EventTime: '2026-01-31T09:00:00.000Z',
  CloudTrailEvent: JSON.stringify(record),
});
const page = (Events: readonly JsonObject[], NextToken?: string): Answer => ({
  kind: 'answered',
  output: { Events, ...(NextToken === undefined ? {} : { NextToken }) },
});
const denied: CallFailure = { kind: 'access-denied', code: 'AccessDenied', message: 'no', httpStatus: 400 };

/** Answers each request in turn, and the last answer again and again. */
function scripted(answers: readonly Answer[]): { readonly door: Door; readonly sent: JsonObject[] } {
  const sent: JsonObject[] = [];
  const door = {
    open: () => ({
      call: ({ parameters }: { readonly parameters: JsonObject }) => {
        sent.push(parameters);
        return Promise.resolve(answers[sent.length - 1] ?? answers.at(-1));
      },
    }),
  } as unknown as Door;
  return { door, sent };
}

test('each name of the resource is asked for, and an event that is listed twice is told once', async () => {
  const { door, sent } = scripted([page([event('e-1'), event('e-2')]), page([event('e-1')])]);
  const changes = await readChanges({ door }, finding, [], window);
  expect(changes).toMatchObject({ complete: true, events: [{ id: 'e-1' }, { id: 'e-2' }] });
  expect(sent).toEqual(
    ['invoices', 'arn:aws:s3:::invoices'].map((AttributeValue) => ({
      LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue }],
      StartTime: window.from,
      EndTime: window.to,
      MaxResults: 50,
    })),
  );
});

test('pages are followed', async () => {
  const { door, sent } = scripted([page([event('e-1')], 'more'), page([event('e-2')]), page([])]);
  expect((await readChanges({ door }, finding, [], window)).events.map(({ id }) => id)).toEqual(['e-1', 'e-2']);
  expect(sent[1]).toMatchObject({ NextToken: 'more' });
});

test('a list without an end is left off, and the answer says that it is not whole', async () => {
  const { door, sent } = scripted([page([event('e-1')], 'more')]);
  expect(await readChanges({ door }, finding, [], window)).toMatchObject({ complete: false });
  expect(sent).toHaveLength(10);
});

test.each<[string, Answer, string]>([
  ['denied', { kind: 'failed', failure: denied }, 'access-denied'],
  ['not reached', { kind: 'failed', failure: { ...denied, kind: 'unreachable' } }, 'unreachable'],
  ['not implemented', { kind: 'failed', failure: { ...denied, kind: 'other', httpStatus: 501 } }, 'not-supported'],
  ['not sent', { kind: 'planned' }, 'unexpected-answer'],
])('a look-up that is %s is unread, and never nobody', async (_what, answer, reason) => {
  const { door, sent } = scripted([page([event('e-1')]), answer]);
  const changes = await readChanges({ door }, finding, [], window);
  expect(changes).toMatchObject({ complete: false, unread: { reason }, events: [{ id: 'e-1' }] });
  expect(sent).toHaveLength(2);
});

test.each([
  ['an event that cannot be read', page([{ EventId: 'e-1' }])],
  ['an answer without a list', { kind: 'answered', output: {} } as const],
])('%s is no proof that nothing was done', async (_what, answer) => {
  const { door } = scripted([answer]);
  expect(await readChanges({ door }, finding, [], window)).toEqual({ events: [], complete: false });
});

test('reads are left out', async () => {
  const { door } = scripted([page([event('e-1', { readOnly: true })])]);
  expect(await readChanges({ door }, finding, [], window)).toEqual({ events: [], complete: true });
});
