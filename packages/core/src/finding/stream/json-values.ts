import { endJunk, scanBetween, scanJunk } from './scan-between.ts';
import { scanValue } from './scan-value.ts';
import { endValue, fault, type JsonValue, newSplitter, type Splitter } from './splitter.ts';

/** Over four times what AWS takes as one finding. */
const MOST_BYTES = 1024 * 1024;
/** The byte order mark that some tools put before UTF-8. */
const MARK = new Uint8Array([0xef, 0xbb, 0xbf]);
/** Longer than any member name that is looked for, with its quotes. */
const MOST_NAME_BYTES = 16;

export interface JsonValues {
  /** The values that end in these bytes. The bytes may be used for something else afterwards. */
  push(bytes: Uint8Array): readonly JsonValue[];
  /** What is left when there are no more bytes. */
  end(): readonly JsonValue[];
}

export interface JsonValuesOptions {
  /** A longer value is a fault; 1 MiB when absent. */
  readonly mostBytes?: number;
}

/**
 * Splits a stream of UTF-8 bytes into the texts of the JSON objects in it: one object, a list of objects, JSON lines,
 * objects one after another, or a wrapper around a list (`{"Findings": […]}` as the AWS CLI writes it, `{"detail":
 * {"findings": […]}}` as in events). Holds one value and one push at most. Only the brackets and strings are read, so a
 * text may still be no JSON; a value that is broken, too long or not UTF-8 is a fault, and the next one is found again
 * where it can be.
 */
export function jsonValues({ mostBytes = MOST_BYTES }: JsonValuesOptions = {}): JsonValues {
  const splitter = newSplitter(mostBytes);
  let matched = 0;
  let begun = false;
  const push = (bytes: Uint8Array): readonly JsonValue[] => {
    if (begun) return split(splitter, bytes);
    let at = 0;
    while (matched < MARK.length && at < bytes.length && bytes[at] === MARK[matched]) {
      matched += 1;
      at += 1;
    }
    if (at === bytes.length && matched < MARK.length) return [];
    begun = true;
    const whole = matched === MARK.length;
    const early = whole ? [] : split(splitter, MARK.subarray(0, matched));
    return [...early, ...split(splitter, bytes.subarray(at))];
  };
  const end = (): readonly JsonValue[] => [
    ...(begun ? [] : split(splitter, MARK.subarray(0, matched))),
    ...finish(splitter),
  ];
  return { push, end };
}

function split(splitter: Splitter, bytes: Uint8Array): readonly JsonValue[] {
  append(splitter, bytes);
  splitter.found = [];
  while (splitter.at < splitter.bytes.length) {
    if (splitter.mode === 'value') scanValue(splitter);
    else if (splitter.mode === 'between') scanBetween(splitter);
    else scanJunk(splitter);
  }
  letGo(splitter);
  return splitter.found;
}

/** Into room that doubles, so that a value that comes byte by byte is not copied with every one of them. */
function append(splitter: Splitter, bytes: Uint8Array): void {
  const kept = splitter.bytes.length;
  const needed = kept + bytes.length;
  if (splitter.room.length < needed) {
    const room = new Uint8Array(Math.max(needed, 2 * splitter.room.length));
    room.set(splitter.bytes);
    splitter.room = room;
  }
  splitter.room.set(bytes, kept);
  splitter.bytes = splitter.room.subarray(0, needed);
}

/** Keeps the value that is not whole yet, unless it is too long, or else the name that is, and the byte before. */
function letGo(splitter: Splitter): void {
  const { at, start, mostBytes, inString, stringStart } = splitter;
  if (start >= 0 && at - start > mostBytes) {
    splitter.start = -1;
    splitter.overlong = true;
  }
  const naming = inString && at - stringStart <= MOST_NAME_BYTES ? stringStart : at;
  const from = Math.max(0, Math.min(splitter.start >= 0 ? splitter.start : at, naming, at - 1));
  if (from > 0) splitter.room.copyWithin(0, from, splitter.bytes.length);
  splitter.bytes = splitter.room.subarray(0, splitter.bytes.length - from);
  splitter.at -= from;
  splitter.stringStart -= from;
  if (splitter.start >= 0) splitter.start -= from;
}

function finish(splitter: Splitter): readonly JsonValue[] {
  splitter.found = [];
  if (splitter.mode === 'junk') endJunk(splitter);
  if (splitter.mode === 'value') {
    splitter.broken ??= 'is not whole: the text ends inside it';
    endValue(splitter, splitter.at);
  } else if (splitter.open.length > 0) fault(splitter, 'is missing: the text ends inside a list');
  return splitter.found;
}
