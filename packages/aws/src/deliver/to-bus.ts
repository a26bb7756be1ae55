import {
  outcomeOfFailure,
  isJsonObject,
  type Deliver,
  type Door,
  type EventEnvelope,
  type JsonObject,
  type Parcel,
} from '@trueup/core';
import { openTarget, type NotCalled } from './call-target.ts';
import { jsonObject } from './json-text.ts';

/**
 * EventBridge PutEvents. A body in the form of an event is sent as that event, any other object as the detail of the
 * event it was made of. Nobody but AWS may publish with a source that begins with `aws.`: such a source gets `trueup.`
 * before it. The bus gives the event an id of its own.
 */
export function toBus(door: Door): Deliver<'event-bus'> {
  return async ({ busArn }, parcel, signal) => {
    const target = openTarget(door, busArn, { service: 'events', actions: ['events:PutEvents'] });
    if ('kind' in target) return target;
    const entry = entryOf(busArn, parcel);
    if (entry === undefined) {
      return {
        kind: 'refused',
        code: 'INVALID_JSON',
        message: 'an event bus takes a JSON object, and the input made none',
      };
    }
    const parameters = { Entries: [entry] };
    const answer = await target.call({ service: 'events', operation: 'PutEvents', parameters }, signal);
    if (answer.kind === 'not-called') return outcomeOfFailure(answer.failure);
    const [made] = entriesOf(answer.output);
    if (answer.output['FailedEntryCount'] !== 0) return outcomeOfEntry(made);
    return { kind: 'delivered', detail: `event ${String(made?.['EventId'])}` };
  };
}

type Entry = Pick<EventEnvelope, 'source' | 'detail-type' | 'detail' | 'resources'>;

function entryOf(busArn: string, { event, body }: Parcel): JsonObject | undefined {
  const object = jsonObject(body);
  if (object === undefined) return undefined;
  const entry: Entry = isEntry(object) ? object : { ...event, detail: object };
  return {
    EventBusName: busArn,
    Source: sourceOf(entry.source),
    DetailType: entry['detail-type'],
    Detail: JSON.stringify(entry.detail),
    Resources: entry.resources,
    Time: event.time,
  };
}

function isEntry(object: JsonObject): object is JsonObject & Entry {
  const { source, 'detail-type': type, detail, resources } = object;
  return (
    typeof source === 'string' &&
    typeof type === 'string' &&
    isJsonObject(detail) &&
    Array.isArray(resources) &&
    resources.every((one) => typeof one === 'string')
  );
}

function sourceOf(source: string): string {
  return /^aws\./i.test(source) ? `trueup.${source}` : source;
}

function entriesOf(output: JsonObject): readonly JsonObject[] {
  const entries = output['Entries'];
  return Array.isArray(entries) ? entries.filter(isJsonObject) : [];
}

/** The codes that PutEvents says may be tried again; all others are final. */
const MAY_PASS = ['InternalFailure', 'InternalException', 'ThrottlingException'];

function outcomeOfEntry(entry: JsonObject | undefined): NotCalled {
  const code = String(entry?.['ErrorCode'] ?? 'no code');
  const message = `the bus refused the event: ${code}: ${String(entry?.['ErrorMessage'] ?? 'no message')}`;
  if (MAY_PASS.includes(code)) {
    return { kind: 'failed', code: code === 'ThrottlingException' ? 'THROTTLING' : 'ERROR_FROM_TARGET', message };
  }
  const isDenied = /NotAuthorized|AccessDenied/.test(code);
  return { kind: 'refused', code: isDenied ? 'NO_PERMISSIONS' : 'INVALID_PARAMETER', message };
}
