import type { JsonObject } from '@trueup/core';
import { REDACTED, redactInput } from '../door/redact.ts';
import type { Identified } from './identify.ts';
import type { RequestRoom } from './wire-request.ts';

/** Of one call; what is longer is written as its size. */
const LONGEST_PARAMETERS = 10_000;
const LONGEST_MEMBER = 1_000;
/** Of all calls of a script. What they have asked for stays in memory until the step ends. */
const MOST_RECORDED = 10 * 1024 * 1024;
/** What a record holds beside the parameters. */
const RECORD_BYTES = 1_000;
const LONGEST_URL = 500;

/** Takes a record's place. `last`: this call is still recorded, as the one that found no place. */
export function takeRecord(room: RequestRoom): 'taken' | 'last' | 'none' {
  const recorded = room.recorded ?? 0;
  if (recorded > MOST_RECORDED) {
    const last = room.full !== true;
    room.full = true;
    return last ? 'last' : 'none';
  }
  room.recorded = recorded + RECORD_BYTES;
  return 'taken';
}

export const NO_MORE_RECORDS = {
  code: 'TooMuchRecorded',
  message: `what this script has asked of AWS fills ${MOST_RECORDED / 1024 / 1024} MB of its record; no more of its calls are sent`,
};

/** What a call asks for, as a record or a plan may keep it: without secrets, and not longer than someone would read. */
export function recordedParameters(
  { input }: Pick<Identified, 'input'>,
  parameters: JsonObject,
  room: RequestRoom,
): JsonObject {
  const { kept, length } = short(withoutContent(redactInput(input, parameters)));
  room.recorded = (room.recorded ?? 0) + length;
  return kept;
}

function withoutContent(made: JsonObject): JsonObject {
  // An object's content is its owner's, not the record's.
  return typeof made['Body'] === 'string' && made['Body'] !== REDACTED
    ? { ...made, Body: sizeOf(Buffer.byteLength(made['Body'])) }
    : made;
}

function short(parameters: JsonObject): { readonly kept: JsonObject; readonly length: number } {
  const { length } = JSON.stringify(parameters);
  if (length <= LONGEST_PARAMETERS) return { kept: parameters, length };
  const members = Object.entries(parameters).map(([name, value]) => {
    const size = JSON.stringify(value).length;
    return [name, size > LONGEST_MEMBER ? sizeOf(size) : value] as const;
  });
  const kept: JsonObject = Object.fromEntries(members);
  const left = JSON.stringify(kept).length;
  return left <= LONGEST_PARAMETERS ? { kept, length: left } : { kept: { Body: sizeOf(length) }, length: RECORD_BYTES };
}

const sizeOf = (bytes: number): string => `(${bytes} bytes)`;

/** An address as a record may keep it: without `user:password@`, and without a query. */
export function recordedUrl(url: string): string {
  const path = url.split(/[?#]/)[0] ?? '';
  return path.replace(/^([a-z][a-z0-9+.-]*:\/\/|\/\/)?[^/]*@/i, '$1').slice(0, LONGEST_URL);
}
