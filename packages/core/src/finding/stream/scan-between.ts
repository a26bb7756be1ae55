import { scanString } from './scan-string.ts';
import {
  beginValue,
  CLOSE_LIST,
  COMMA,
  fault,
  NEWLINE,
  OPEN_LIST,
  OPEN_OBJECT,
  openBracket,
  QUOTE,
  type Splitter,
} from './splitter.ts';

const SPACE = 0x20;

/** Goes on to the next value, into and out of lists. A list within a list is read as its elements. */
export function scanBetween(splitter: Splitter): void {
  const { bytes } = splitter;
  while (splitter.at < bytes.length && splitter.mode === 'between') {
    const byte = bytes[splitter.at] ?? 0;
    if (byte === OPEN_OBJECT) beginValue(splitter);
    else if (byte === OPEN_LIST) {
      openBracket(splitter, OPEN_LIST);
      splitter.base = splitter.open.length;
    } else if (byte === CLOSE_LIST && splitter.open.length > 0) {
      leaveList(splitter);
    } else if (byte > SPACE && byte !== COMMA) {
      splitter.mode = 'junk';
      return;
    }
    splitter.at += 1;
  }
}

function leaveList(splitter: Splitter): void {
  const { open } = splitter;
  if (splitter.deeper > 0) {
    splitter.deeper -= 1;
    return;
  }
  open.pop();
  if (open.at(-1) === OPEN_OBJECT) returnToWrapper(splitter);
  else splitter.base = open.length;
}

/** What follows the list in the object around it. */
export function returnToWrapper(splitter: Splitter): void {
  splitter.mode = 'value';
  splitter.wrapper = true;
  splitter.watching = true;
  splitter.base = splitter.wrapperBase;
  splitter.inDetail = splitter.open.length - splitter.base > 1;
  splitter.last = CLOSE_LIST;
  splitter.broken = undefined;
  splitter.overlong = false;
  splitter.name = undefined;
}

/** One fault for whatever stands there: up to the end of the line, the next object, or in a list the next element. */
export function scanJunk(splitter: Splitter): void {
  const { bytes, base } = splitter;
  while (splitter.at < bytes.length) {
    if (splitter.inString) {
      splitter.at = scanString(splitter, splitter.at);
      continue;
    }
    const byte = bytes[splitter.at] ?? 0;
    const ends = byte === NEWLINE || byte === OPEN_OBJECT || (base > 0 && (byte === COMMA || byte === CLOSE_LIST));
    if (ends) {
      endJunk(splitter);
      return;
    }
    splitter.inString = byte === QUOTE;
    splitter.at += 1;
  }
}

export function endJunk(splitter: Splitter): void {
  fault(splitter, 'must be a JSON object');
  splitter.mode = 'between';
  splitter.inString = false;
  splitter.escaped = false;
}
