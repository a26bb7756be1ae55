import type { JsonObject } from '../../value/json.ts';
import { objectIn, textIn } from '../ocsf/members.ts';
import { CHANGING_CALLS, type Call } from './changing-calls.ts';
import { placeIn } from './resource-names.ts';
import { nothing, unreadable, type Envelope, type ServiceEvent } from './service-event.ts';

/** A call that changed what a control looks at, as CloudTrail tells it. Reads and failed calls change nothing. */
export function callThroughCloudTrail(detail: JsonObject, envelope: Envelope): ServiceEvent {
  const source = textIn(detail, 'eventSource');
  const name = textIn(detail, 'eventName');
  if (source === undefined || name === undefined) return unreadable('a call must have eventSource and eventName');
  const what = `${name} of ${source}`;
  if (detail['readOnly'] === true) return nothing(`${what} only reads`);
  if (detail['errorCode'] !== undefined && detail['errorCode'] !== null) return nothing(`${what} failed`);
  const found = Object.hasOwn(CHANGING_CALLS, source) ? CHANGING_CALLS[source] : undefined;
  const change = found?.find(({ names }) => names.test(name));
  if (!change) return nothing(`no control looks at what ${what} changes`);
  const resources = change.resources(callOf(detail, name, envelope));
  return resources.length === 0 ? nothing(`${what} names no resource`) : { kind: 'changed', resources };
}

function callOf(detail: JsonObject, name: string, envelope: Envelope): Call {
  return {
    name,
    deleted: /^(?:Delete|Terminate)/.test(name),
    place: placeIn(envelope, textIn(detail, 'recipientAccountId'), textIn(detail, 'awsRegion')),
    request: objectIn(detail, 'requestParameters'),
    response: objectIn(detail, 'responseElements'),
    detail,
  };
}
