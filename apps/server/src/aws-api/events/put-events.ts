import { isJsonObject, type JsonObject } from '@trueup/core';
import { AwsError } from '../aws-error.ts';
import { operation, type AwsCall } from '../aws-operation.ts';
import { epochTimestamp, list, string, structure, type Input } from '../shape.ts';
import { busOf } from './event-arn.ts';
import type { EventPut, NewEvent } from './events-port.ts';
import { busNameOrArn, eventPattern } from './shapes.ts';

const MOST_ENTRIES = 10;
const MOST_BYTES = 256 * 1024;
/** What an entry's time counts for, however it is written. */
const TIME_BYTES = 14;

const entry = structure({
  Time: epochTimestamp,
  Source: string(),
  Resources: list(string({ max: 2048 })),
  DetailType: string(),
  Detail: string(),
  EventBusName: busNameOrArn,
});
type Entry = Input<typeof entry>;
type Failed = Extract<EventPut, { readonly kind: 'failed' }>;

const put = operation(
  structure({ Entries: list(entry, { min: 1, max: MOST_ENTRIES }) }, ['Entries']),
  async ({ Entries }, call) => {
    if (Entries.reduce((sum, one) => sum + sizeOf(one), 0) > MOST_BYTES) {
      throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
    }
    const read = Entries.map((one) => readEntry(one, call));
    const events = read.filter((one) => 'source' in one);
    const puts = events.length === 0 ? [] : await call.parts.events.putEvents(events, call);
    const outcomes = new Map(events.map((event, index) => [event, puts[index]]));
    const results = read.map((one) => ('source' in one ? entryView(outcomes.get(one)) : entryView(one)));
    return { FailedEntryCount: results.filter((one) => 'ErrorCode' in one).length, Entries: results };
  },
);

/** As the documentation counts the size of an entry (event-patterns, 6). */
function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : TIME_BYTES);
}

function readEntry(given: Entry, call: AwsCall): NewEvent | Failed {
  const { Source: source, DetailType: detailType, Detail, Time: time, Resources: resources = [] } = given;
  if (!source) return missing('Source');
  if (!detailType) return missing('DetailType');
  if (!Detail) return missing('Detail');
  // Events of services and of Trueup itself are believed: nobody else may send them.
  if (/^(?:aws|trueup)(?:\.|$)/.test(source)) {
    return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  const detail = detailOf(Detail);
  if (!detail) return failed('MalformedDetail', 'Detail is malformed.');
  const bus = knownBus(given, call);
  if (bus === undefined) return failed('InvalidArgument', `Event bus ${given.EventBusName ?? ''} does not exist.`);
  return { bus, source, detailType, detail, resources, ...(time === undefined ? {} : { time }) };
}

function detailOf(text: string): JsonObject | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return isJsonObject(detail) ? detail : undefined;
  } catch {
    // Broken JSON is told to the sender as what it is, a malformed detail.
    return undefined;
  }
}

/** AWS takes events for a bus that is not there and loses them. */
function knownBus({ EventBusName }: Entry, { scope }: AwsCall): string | undefined {
  try {
    return busOf(EventBusName, scope);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

const failed = (code: string, reason: string): Failed => ({ kind: 'failed', code, reason });
const missing = (member: string): Failed =>
  failed('InvalidArgument', `Parameter ${member} is not valid. Reason: ${member} is a required argument.`);

function entryView(outcome: EventPut | undefined): object {
  if (!outcome) throw new Error('an event was put without an outcome');
  if (outcome.kind === 'put') return { EventId: outcome.eventId };
  return { ErrorCode: outcome.code, ErrorMessage: outcome.reason };
}

const test = operation(
  structure({ EventPattern: eventPattern, Event: string() }, ['EventPattern', 'Event']),
  async ({ EventPattern, Event }, { parts }) => {
    const tested = parts.events.testPattern(EventPattern, Event);
    switch (tested.kind) {
      case 'tested':
        return Promise.resolve({ Result: tested.matches });
      case 'invalid-pattern':
        throw new AwsError('InvalidEventPatternException', tested.reason);
      case 'invalid-event':
        throw new AwsError('ValidationException', `Parameter Event is not valid. Reason: ${tested.reason}`);
    }
  },
);

export const putEventsOperations = { PutEvents: put, TestEventPattern: test };
