import type { ChangeEvent, Principal } from '../finding/investigation.ts';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';

export type ReadEvent =
  | { readonly kind: 'write'; readonly event: ChangeEvent }
  /** It changed nothing, and was not meant to. */
  | { readonly kind: 'read' }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** What is kept of a text that whoever made the call could choose, such as a user agent. */
const LONGEST_TEXT = 256;

/**
 * An element of LookupEvents' `Events`. `CloudTrailEvent` is the record as JSON text; where it says nothing of a member
 * the element itself is asked (CloudTrail user guide, record contents).
 */
export function readChangeEvent(listed: Json): ReadEvent {
  if (!isJsonObject(listed)) return { kind: 'unreadable', detail: 'an event is no object' };
  const record = recordOf(listed);
  if (!record) return { kind: 'unreadable', detail: `event ${textOf(listed['EventId']) ?? '?'} holds no record` };
  const id = textOf(record['eventID']) ?? textOf(listed['EventId']);
  const at = instantOf(record['eventTime']) ?? instantOf(listed['EventTime']);
  const name = textOf(record['eventName']) ?? textOf(listed['EventName']);
  if (id === undefined || at === undefined || name === undefined) {
    return { kind: 'unreadable', detail: `event ${id ?? '?'} has no id, time or name` };
  }
  if (onlyReads(record, listed)) return { kind: 'read' };
  const optional = {
    sourceIp: textOf(record['sourceIPAddress']),
    userAgent: textOf(record['userAgent']),
    requestId: textOf(record['requestID']),
    errorCode: textOf(record['errorCode']),
  };
  const known = Object.entries(optional).filter(([, value]) => value !== undefined);
  const source = textOf(record['eventSource']) ?? textOf(listed['EventSource']) ?? '';
  const principal = principalOf(record['userIdentity'], textOf(listed['Username']));
  return { kind: 'write', event: { id, at, name, source, principal, ...Object.fromEntries(known) } };
}

function recordOf(listed: JsonObject): JsonObject | undefined {
  const text = listed['CloudTrailEvent'];
  if (typeof text !== 'string') return undefined;
  try {
    const record = JSON.parse(text) as Json;
    return isJsonObject(record) ? record : undefined;
  } catch {
    // Not JSON: the caller says which event it is.
    return undefined;
  }
}

/** `readOnly` is a boolean in the record and a text in the list. What says nothing counts as a write. */
function onlyReads(record: JsonObject, listed: JsonObject): boolean {
  const said = record['readOnly'] ?? listed['ReadOnly'];
  return said === true || said === 'true';
}

/** See "CloudTrail userIdentity element". */
function principalOf(identity: Json | undefined, username: string | undefined): Principal {
  if (!isJsonObject(identity)) return { kind: 'unknown', name: username ?? '?' };
  const arn = textOf(identity['arn']);
  const accountId = textOf(identity['accountId']);
  const where = { ...(arn === undefined ? {} : { arn }), ...(accountId === undefined ? {} : { accountId }) };
  const session = arn?.split('assumed-role/')[1];
  const invokedBy = textOf(identity['invokedBy']);
  switch (identity['type']) {
    case 'Root':
      return { kind: 'root', name: 'root', ...where };
    case 'IAMUser':
      return { kind: 'user', name: textOf(identity['userName']) ?? username ?? '?', ...where };
    case 'AssumedRole':
    case 'Role':
      return { kind: 'role', name: session ?? username ?? arn ?? '?', ...where };
    case 'FederatedUser':
    case 'SAMLUser':
    case 'WebIdentityUser':
    case 'IdentityCenterUser':
      return { kind: 'federated', name: textOf(identity['userName']) ?? username ?? arn ?? '?', ...where };
    case 'AWSService':
      return { kind: 'service', name: invokedBy ?? username ?? '?', ...where };
    case 'AWSAccount':
      return { kind: 'account', name: accountId ?? username ?? '?', ...where };
    default:
      return { kind: 'unknown', name: username ?? invokedBy ?? arn ?? '?', ...where };
  }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_TEXT) : undefined;
}

function instantOf(value: Json | undefined): string | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
