import {
  isJsonObject,
  partitionOf,
  readServiceEvent,
  region,
  type Asff,
  type ChangedResource,
  type OcsfContext,
} from '@trueup/core';
import { accountOf } from '../account-of.ts';
import type { EngineParts } from '../parts.ts';
import { readGiven } from './read-given.ts';

/** What a message of a queue asks for. `unread`: why it, or a part of it, is kept for a person. */
export interface MessageReading {
  readonly findings: readonly Asff[];
  readonly changed: readonly ChangedResource[];
  readonly unread?: string;
}

const NOTHING: MessageReading = { findings: [], changed: [] };
const unread = (reason: string): MessageReading => ({ ...NOTHING, unread: reason });

/**
 * Reads an event, or an SNS notification of one, out of a queue of `origin`, an ARN. Never throws. An event that does
 * not say its account, as a target's input may leave it out, is of the queue's.
 */
export function readMessage(
  { clock, digest }: Pick<EngineParts, 'clock' | 'digest'>,
  body: string,
  origin: string,
): MessageReading {
  const read = eventOf(body);
  if (typeof read === 'string') return unread(read);
  const event = withAccount(read.value, origin);
  const said = readServiceEvent(event, digest);
  switch (said.kind) {
    case 'unreadable':
      return unread(said.reason);
    case 'nothing':
      return NOTHING;
    case 'changed':
      return { findings: [], changed: said.resources };
    case 'findings': {
      const context = { format: 'auto', ocsf: placeOf(event), now: clock.now() } as const;
      const readings = said.findings.map((value) => readGiven(value, context));
      const rejected = readings.flatMap((reading, index) =>
        reading.kind === 'rejected' ? [`finding ${index}: ${reading.field} ${reading.reason}`] : [],
      );
      const findings = readings.flatMap((reading) => (reading.kind === 'read' ? [reading.asff] : []));
      return { findings, changed: [], ...(rejected.length > 0 ? { unread: rejected.slice(0, 10).join('; ') } : {}) };
    }
  }
}

function withAccount(event: unknown, origin: string): unknown {
  if (!isJsonObject(event) || event['detail-type'] === undefined || event['account'] !== undefined) return event;
  return { ...event, account: accountOf(origin) };
}

function eventOf(body: string): { readonly value: unknown } | string {
  const outer = parsed(body);
  if (typeof outer === 'string') return outer;
  if (!isJsonObject(outer.value) || typeof outer.value['Type'] !== 'string') return outer;
  const { Type, Message } = outer.value;
  if (Type === 'Notification' && typeof Message === 'string') return parsed(Message);
  return `is a message of SNS of type ${Type.slice(0, 40)}, not a notification: confirm the subscription by hand`;
}

/** Parsed as plain JSON: only patterns need the spelling of numbers. */
function parsed(text: string): { readonly value: unknown } | string {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return `is not JSON: ${error.message}`;
    throw error;
  }
}

function placeOf(event: unknown): OcsfContext {
  const name = isJsonObject(event) && typeof event['region'] === 'string' ? event['region'] : 'us-east-1';
  const account = isJsonObject(event) && typeof event['account'] === 'string' ? { accountId: event['account'] } : {};
  // readServiceEvent checked the region before there were any findings.
  return { partition: partitionOf(region(name)), region: name, ...account };
}
