import { returnToWrapper } from './scan-between.ts';
import { scanString } from './scan-string.ts';
import {
  beginValue,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  endValue,
  NEWLINE,
  OPEN_LIST,
  OPEN_OBJECT,
  openBracket,
  QUOTE,
  type Splitter,
} from './splitter.ts';

const SPACE = 0x20;
const [SPACING, LINE_END, PLAIN, TEXT, BRACKET] = [0, 1, 2, 3, 4];
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => (byte <= 0x20 ? SPACING : PLAIN));
KINDS[NEWLINE] = LINE_END;
KINDS[QUOTE] = TEXT;
for (const byte of [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT]) KINDS[byte] = BRACKET;

/** Goes on in a value to its end, or to the end of what is there. */
export function scanValue(splitter: Splitter): void {
  const { bytes } = splitter;
  let { at } = splitter;
  while (at < bytes.length) {
    if (splitter.inString) {
      at = scanString(splitter, at);
      if (!splitter.inString && splitter.watching) noteName(splitter, at);
      continue;
    }
    const byte = bytes[at] ?? 0;
    const kind = KINDS[byte];
    if (kind === TEXT) {
      splitter.inString = true;
      splitter.stringStart = at;
    } else if (kind === BRACKET) {
      splitter.at = at;
      bracket(splitter, byte);
      if (splitter.mode !== 'value') return;
      at = splitter.at;
    } else if (kind === PLAIN) splitter.last = byte;
    else if (kind === LINE_END) {
      splitter.multiline = true;
      while (bytes[at + 1] === SPACE) at += 1;
    }
    at += 1;
  }
  splitter.at = at;
}

/** The string before `end` may be the name of the list of findings, or of the object around it. */
function noteName(splitter: Splitter, end: number): void {
  const depth = splitter.open.length - splitter.base;
  if (depth > (splitter.inDetail ? 2 : 1)) return;
  splitter.name = nameOf(splitter.bytes, splitter.stringStart + 1, end - 1);
  splitter.nameDepth = depth;
}

const FINDINGS = new TextEncoder().encode('findings');
const DETAIL = new TextEncoder().encode('detail');

function nameOf(bytes: Uint8Array, start: number, end: number): Splitter['name'] {
  if (end - start === FINDINGS.length && isWord(bytes, start, FINDINGS)) return 'findings';
  return end - start === DETAIL.length && isWord(bytes, start, DETAIL) ? 'detail' : undefined;
}

/** The first letter may be a capital: the API's members have one, those of events do not. */
function isWord(bytes: Uint8Array, start: number, letters: Uint8Array): boolean {
  return letters.every((letter, index) => ((bytes[start + index] ?? 0) | (index === 0 ? 0x20 : 0)) === letter);
}

function bracket(splitter: Splitter, byte: number): void {
  if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) return close(splitter, byte);
  const named = splitter.last === COLON && splitter.nameDepth === splitter.open.length - splitter.base;
  if (byte === OPEN_LIST) {
    if (named && splitter.watching && splitter.name === 'findings') return enterWrappedList(splitter);
  } else {
    if (cannotStartHere(splitter)) return breakOff(splitter);
    if (named && splitter.watching && splitter.name === 'detail') splitter.inDetail = true;
  }
  openBracket(splitter, byte);
  splitter.last = byte;
}

/** From here on the value is what stands around a list, and the values are the elements of that list. */
function enterWrappedList(splitter: Splitter): void {
  openBracket(splitter, OPEN_LIST);
  splitter.wrapper = false;
  splitter.wrapperBase = splitter.base;
  splitter.base = splitter.open.length;
  splitter.watching = false;
  splitter.mode = 'between';
  splitter.start = -1;
  splitter.at += 1;
}

/**
 * Whether an object can only be the next value: JSON has none at this place, or the line before was cut off in a text
 * of one value a line.
 */
function cannotStartHere({ open, deeper, last, base, lines, startsLine, bytes, at }: Splitter): boolean {
  if (deeper > 0) return false;
  if (base === 0 && lines && startsLine && bytes[at - 1] === NEWLINE) return true;
  return open.at(-1) === OPEN_OBJECT ? last !== COLON : last !== COMMA && last !== OPEN_LIST;
}

function breakOff(splitter: Splitter): void {
  splitter.broken ??= 'is not JSON: the next value starts before its end';
  endValue(splitter, splitter.at);
  splitter.open.length = splitter.base;
  beginValue(splitter);
}

/** A closing bracket stands two after the one that opens. One that fits nothing closes what it can, or nothing. */
function close(splitter: Splitter, byte: number): void {
  const { open, base } = splitter;
  splitter.last = byte;
  if (splitter.deeper > 0) {
    splitter.deeper -= 1;
    return;
  }
  if (open.at(-1) === byte - 2) open.pop();
  else {
    splitter.broken ??= 'is not JSON: its brackets do not match';
    const opened = open.lastIndexOf(byte - 2);
    if (opened >= 0) open.length = opened;
  }
  if (splitter.watching && open.length - base < 2) splitter.inDetail = false;
  if (open.length <= base) leaveValue(splitter);
}

/** Its last bracket may have closed the list around it as well. */
function leaveValue(splitter: Splitter): void {
  const { open, base, at } = splitter;
  endValue(splitter, at + 1);
  if (open.length < base && open.at(-1) === OPEN_OBJECT) {
    returnToWrapper(splitter);
    return;
  }
  splitter.base = Math.min(base, open.length);
  splitter.at = at + 1;
}
