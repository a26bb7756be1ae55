import {
  lookupKeys,
  lookupRegion,
  readChangeEvent,
  unreadReason,
  type ChangeEvent,
  type DoorSession,
  type Finding,
  type Instant,
  type Investigation,
  type Json,
  type JsonObject,
  type LookupKey,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';

/** CloudTrail gives fifty events a page, and answers two requests a second. */
const MOST_PAGES = 5;

export interface Changes {
  readonly events: readonly ChangeEvent[];
  readonly complete: boolean;
  readonly unread?: NonNullable<Investigation['unread']>;
}

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The writes that CloudTrail's event history has of a finding's resource, each once. What cannot be read is said: an
 * event that is not there proves nothing then.
 */
export async function readChanges(
  { door }: Pick<EngineParts, 'door'>,
  { resource }: Pick<Finding, 'resource'>,
  causes: readonly string[],
  window: Window,
): Promise<Changes> {
  const { accountId, partition } = resource;
  const session = door.open({ accountId, partition, region: lookupRegion(resource) }, { mode: 'live' });
  const found = new Map<string, ChangeEvent>();
  let complete = true;
  for (const key of lookupKeys(resource, causes)) {
    const read = await readKey(session, key, window);
    for (const event of read.events) found.set(event.id, event);
    complete &&= read.complete;
    // Denied for one name is denied for all: CloudTrail knows no resources here.
    if (read.unread) return { events: [...found.values()], complete: false, unread: read.unread };
  }
  return { events: [...found.values()], complete };
}

async function readKey(session: DoorSession, key: LookupKey, { from, to }: Window): Promise<Changes> {
  const events: ChangeEvent[] = [];
  let complete = true;
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const parameters: JsonObject = {
      LookupAttributes: [{ ...key }],
      StartTime: from,
      EndTime: to,
      MaxResults: 50,
      ...(next === undefined ? {} : { NextToken: next }),
    };
    const answer = await session.call({ service: 'cloudtrail', operation: 'LookupEvents', parameters });
    if (answer.kind !== 'answered') return { events, complete: false, unread: unreadOf(answer) };
    const listed = answer.output['Events'];
    complete &&= Array.isArray(listed);
    for (const one of Array.isArray(listed) ? (listed as readonly Json[]) : []) {
      const read = readChangeEvent(one);
      if (read.kind === 'write') events.push(read.event);
      complete &&= read.kind !== 'unreadable';
    }
    const token = answer.output['NextToken'];
    if (typeof token !== 'string' || token === '') return { events, complete };
    next = token;
  }
  return { events, complete: false };
}

type NotAnswered = Exclude<Awaited<ReturnType<DoorSession['call']>>, { readonly kind: 'answered' }>;

function unreadOf(answer: NotAnswered): NonNullable<Changes['unread']> {
  if (answer.kind === 'planned') return { reason: 'unexpected-answer', detail: 'CloudTrail LookupEvents was not sent' };
  const { code, message } = answer.failure;
  return { reason: unreadReason(answer.failure), detail: `cloudtrail LookupEvents: ${code}: ${message}` };
}
