/** A line without its end, and where it stands. */
export interface Line {
  readonly text: string;
  /** The bytes of the line with its end. */
  readonly bytes: Buffer;
  /** Counts from 1. */
  readonly number: number;
}

const NEWLINE = 0x0a;

/** Splits bytes into lines at LF alone. A last line without an end is given too. */
export async function* readLines(from: AsyncIterable<Buffer | string>): AsyncGenerator<Line> {
  let pending: Buffer[] = [];
  let number = 0;
  const line = (end: Buffer): Line => {
    const bytes = Buffer.concat([...pending, end]);
    pending = [];
    number += 1;
    return { bytes, text: bytes.toString().replace(/\n$/, ''), number };
  };
  for await (const chunk of from) {
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (let at = rest.indexOf(NEWLINE); at >= 0; at = rest.indexOf(NEWLINE)) {
      yield line(rest.subarray(0, at + 1));
      rest = rest.subarray(at + 1);
    }
    if (rest.length > 0) pending.push(rest);
  }
  if (pending.length > 0) yield line(Buffer.alloc(0));
}
