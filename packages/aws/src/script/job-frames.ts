import type { Readable } from 'node:stream';

/** The end of a job, as script_zygote.py tells it: a line of JSON and the bytes it announces. */
export interface JobEnd {
  readonly id: number;
  readonly status?: string;
  readonly notStarted?: string;
  readonly timedOut?: boolean;
  readonly killed?: boolean;
  readonly outputText: string;
  readonly resultText: string;
}

type Header = Omit<JobEnd, 'outputText' | 'resultText'> & { readonly output: number; readonly result: number };

const NEWLINE = 10;

/** `onNonsense`: nothing that the process says can be relied on any more. */
export function readJobEnds(stream: Readable, onEnd: (end: JobEnd) => void, onNonsense: () => void): void {
  let pending = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const newline = pending.indexOf(NEWLINE);
      if (newline < 0) return;
      const header = readHeader(pending.toString('utf8', 0, newline));
      if (header === undefined) return onNonsense();
      const outputAt = newline + 1;
      const resultAt = outputAt + header.output;
      const end = resultAt + header.result;
      if (pending.length < end) return;
      onEnd({
        ...header,
        outputText: pending.toString('utf8', outputAt, resultAt),
        resultText: pending.toString('utf8', resultAt, end),
      });
      pending = pending.subarray(end);
    }
  });
}

function readHeader(line: string): Header | undefined {
  try {
    return JSON.parse(line) as Header;
  } catch {
    return undefined;
  }
}
