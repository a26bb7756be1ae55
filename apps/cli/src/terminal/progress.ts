import { plain } from './plain.ts';

/** What goes on while a command waits. It never touches standard output. */
export interface Progress {
  /** How things stand: replaces the line before on a terminal; now and then a line in a pipe. */
  show(line: string): void;
  /** A line that stays. */
  say(line: string): void;
  /** Takes the standing line away. */
  end(): void;
}

export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const LINE_EVERY_MS = 5_000;
const CLEAR_LINE = '\r\u001b[2K';

export function progress(stream: ProgressStream): Progress {
  return stream.isTTY === true ? onTerminal(stream) : inPipe(stream);
}

function onTerminal(stream: ProgressStream): Progress {
  let standing = false;
  const clear = (): void => {
    if (standing) stream.write(CLEAR_LINE);
    standing = false;
  };
  return {
    show(line) {
      // A line that wraps could not be cleared again.
      stream.write(`${CLEAR_LINE}${[...plain(line)].slice(0, (stream.columns ?? 80) - 1).join('')}`);
      standing = true;
    },
    say(line) {
      clear();
      stream.write(`${plain(line)}\n`);
    },
    end: clear,
  };
}

function inPipe(stream: ProgressStream): Progress {
  let saidAt = Date.now();
  let said = '';
  const say = (line: string): void => {
    stream.write(`${plain(line)}\n`);
    saidAt = Date.now();
    said = line;
  };
  return {
    show(line) {
      if (line !== said && Date.now() - saidAt >= LINE_EVERY_MS) say(line);
    },
    say,
    end: () => undefined,
  };
}

const BAR_WIDTH = 24;

/** `[======------] 12/24`. */
export function bar(done: number, total: number): string {
  const filled = total === 0 ? 0 : Math.round((BAR_WIDTH * done) / total);
  return `[${'='.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}] ${done}/${total}`;
}
