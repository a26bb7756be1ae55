/** One value of a stream by its place in it, from 0; or what is wrong with what stands there. */
export type JsonValue =
  | { readonly kind: 'value'; readonly index: number; readonly text: string }
  /** `reason` goes on from the value: `is longer than 1048576 bytes`. */
  | { readonly kind: 'fault'; readonly index: number; readonly reason: string };

export const NEWLINE = 0x0a;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

/** Deeper than any finding, and so little that a text of nothing but brackets needs no memory. */
const MOST_DEPTH = 1000;

/** Where a stream stands between two pushes. All functions of this folder work on one of it. */
export interface Splitter {
  readonly mostBytes: number;
  /** Not yet let go; at least one byte before `at`, but at the very start. The beginning of `room`. */
  bytes: Uint8Array;
  room: Uint8Array;
  /** The next byte to look at. */
  at: number;
  /** between: before a value, or after one. junk: in something that is neither an object nor a list. */
  mode: 'between' | 'value' | 'junk';
  /** The brackets that are open, outermost first. */
  readonly open: number[];
  /** Those that are open beyond MOST_DEPTH. */
  deeper: number;
  /** How many brackets stand around a value: those of lists, and of the wrapper around the list. */
  base: number;
  /** Where the value starts in `bytes`; -1 when it is not kept. */
  start: number;
  startsLine: boolean;
  multiline: boolean;
  overlong: boolean;
  broken: string | undefined;
  /** The last byte of the value outside a string that is no white space; QUOTE after a string. */
  last: number;
  inString: boolean;
  escaped: boolean;
  stringStart: number;
  /** The member name before the place, where it matters, and how deep it stands. */
  name: 'findings' | 'detail' | undefined;
  nameDepth: number;
  /** In the object under `detail`. */
  inDetail: boolean;
  /** Whether a list of findings may stand in the value. It may not in a finding of such a list. */
  watching: boolean;
  /** The value is what stands after a list in the object around it. */
  wrapper: boolean;
  wrapperBase: number;
  /** A value has stood on one line by itself. */
  lines: boolean;
  index: number;
  found: JsonValue[];
}

export function newSplitter(mostBytes: number): Splitter {
  return {
    mostBytes,
    bytes: new Uint8Array(0),
    room: new Uint8Array(0),
    at: 0,
    mode: 'between',
    open: [],
    deeper: 0,
    base: 0,
    start: -1,
    startsLine: false,
    multiline: false,
    overlong: false,
    broken: undefined,
    last: 0,
    inString: false,
    escaped: false,
    stringStart: 0,
    name: undefined,
    nameDepth: 0,
    inDetail: false,
    watching: true,
    wrapper: false,
    wrapperBase: 0,
    lines: false,
    index: 0,
    found: [],
  };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function fault(splitter: Splitter, reason: string): void {
  splitter.found.push({ kind: 'fault', index: splitter.index, reason });
  splitter.index += 1;
}

export function openBracket(splitter: Splitter, bracket: number): void {
  if (splitter.open.length < MOST_DEPTH) splitter.open.push(bracket);
  else {
    splitter.deeper += 1;
    splitter.broken ??= `is nested deeper than ${MOST_DEPTH} levels`;
  }
}

export function beginValue(splitter: Splitter): void {
  openBracket(splitter, OPEN_OBJECT);
  splitter.mode = 'value';
  splitter.start = splitter.at;
  splitter.startsLine = splitter.at === 0 || splitter.bytes[splitter.at - 1] === NEWLINE;
  splitter.multiline = false;
  splitter.overlong = false;
  splitter.broken = undefined;
  splitter.last = OPEN_OBJECT;
  splitter.name = undefined;
}

/** The value ends before `end`. A wrapper is no value of its own. */
export function endValue(splitter: Splitter, end: number): void {
  const { broken, base, startsLine, multiline, wrapper } = splitter;
  if (base === 0 && startsLine && !multiline && !wrapper && broken === undefined) splitter.lines = true;
  if (splitter.start >= 0 && end - splitter.start > splitter.mostBytes) splitter.overlong = true;
  if (!wrapper && splitter.overlong) fault(splitter, `is longer than ${splitter.mostBytes} bytes`);
  else if (broken !== undefined) fault(splitter, broken);
  else if (!wrapper) decode(splitter, end);
  splitter.mode = 'between';
  splitter.start = -1;
  splitter.wrapper = false;
  splitter.inDetail = false;
}

function decode(splitter: Splitter, end: number): void {
  const text = decoded(splitter.bytes.subarray(splitter.start, end));
  if (text === undefined) return fault(splitter, 'is not UTF-8');
  splitter.found.push({ kind: 'value', index: splitter.index, text });
  splitter.index += 1;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
