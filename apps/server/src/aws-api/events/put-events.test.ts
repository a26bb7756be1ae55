import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { ACCOUNT } from '../scripted-api.ts';
import type { NewEvent } from './events-port.ts';
import { busOf } from './scripted-bus.ts';

const good: PutEventsRequestEntry = { Source: 'my.app', DetailType: 'Order', Detail: '{"n":1}' };
const required = (name: string) => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
});
const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
const notAllowed = { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };

async function putting() {
  const put: NewEvent[] = [];
  const bus = await busOf({
    putEvents: (events) => {
      put.push(...events);
      return Promise.resolve(
        events.map(({ detailType }) =>
          detailType === 'Lost'
            ? { kind: 'failed', code: 'InternalFailure', reason: 'the store is away' }
            : { kind: 'put', eventId: `id-${detailType}` },
        ),
      );
    },
  });
  return { put, send: (...Entries: PutEventsRequestEntry[]) => bus.send(new PutEventsCommand({ Entries })) };
}

test('each entry has an outcome of its own, in their order', async () => {
  const { put, send } = await putting();
  const full = { ...good, DetailType: 'Full', Resources: ['r'], Time: new Date('2026-03-01T10:00:00Z') };
  const { FailedEntryCount, Entries } = await send(
    { ...full, EventBusName: `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/default` },
    { ...good, Detail: '{' },
    { ...good, DetailType: 'Lost' },
    good,
  );
  expect(FailedEntryCount).toBe(2);
  expect(Entries).toEqual([
    { EventId: 'id-Full' },
    malformed,
    { ErrorCode: 'InternalFailure', ErrorMessage: 'the store is away' },
    { EventId: 'id-Order' },
  ]);
  const event = { bus: 'default', source: 'my.app', detail: { n: 1 }, resources: [] };
  expect(put).toEqual([
    { ...event, detailType: 'Full', resources: ['r'], time: '2026-03-01T10:00:00.000Z' },
    { ...event, detailType: 'Lost' },
    { ...event, detailType: 'Order' },
  ]);
});

test.each<[string, PutEventsRequestEntry, object]>([
  ['no source', { ...good, Source: '' }, required('Source')],
  ['no detail type', { ...good, DetailType: undefined }, required('DetailType')],
  ['no detail', { ...good, Detail: '' }, required('Detail')],
  ['a detail that is no object', { ...good, Detail: '[1]' }, malformed],
  ["a service's source", { ...good, Source: 'aws.securityhub' }, notAllowed],
  ["Trueup's source", { ...good, Source: 'trueup' }, notAllowed],
  ["a part of Trueup's source", { ...good, Source: 'trueup.findings' }, notAllowed],
  [
    'another bus',
    { ...good, EventBusName: 'other' },
    { ErrorCode: 'InvalidArgument', ErrorMessage: 'Event bus other does not exist.' },
  ],
])('an entry with %s fails alone and is not put', async (_what, entry, outcome) => {
  const { put, send } = await putting();
  expect(await send(entry)).toMatchObject({ FailedEntryCount: 1, Entries: [outcome] });
  expect(put).toEqual([]);
});

test.each(['awsome.app', 'trueups', 'my.aws'])("%s is nobody's source and may be sent", async (Source) => {
  const { put, send } = await putting();
  await send({ ...good, Source });
  expect(put).toMatchObject([{ source: Source }]);
});

test('a call has at most ten entries of 256 KB together', async () => {
  const { send } = await putting();
  const names = (good.Source?.length ?? 0) + (good.DetailType?.length ?? 0);
  const sized = (bytes: number) => {
    const frame = '{"x":""}';
    return { ...good, Detail: frame.replace('""', `"${'x'.repeat(bytes - frame.length - names)}"`) };
  };
  const half = 128 * 1024;
  expect(await send(sized(half), sized(half))).toMatchObject({ FailedEntryCount: 0 });
  const tooLarge = {
    name: 'ValidationException',
    message: 'Total size of the entries in the request is over the limit.',
  };
  await expect(send(sized(half), sized(half + 1))).rejects.toMatchObject(tooLarge);
  await expect(send(sized(half), { ...sized(half), Time: new Date() })).rejects.toMatchObject(tooLarge);
  await expect(send(...Array.from({ length: 11 }, () => good))).rejects.toMatchObject({ name: 'ValidationException' });
});
