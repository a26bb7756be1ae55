import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Trueup } from '@trueup/api-contract';
import type { Command } from 'commander';
import { connect, type OpenEmbedded } from './connect.ts';
import { INTERRUPTED, NOTHING_TO_DO, type ExitCode } from './exit-code.ts';
import { settingsOf, type Settings } from './settings.ts';
import type { Look } from './terminal/look.ts';
import { itemText, resultText } from './terminal/output.ts';
import { paint } from './terminal/paint.ts';
import { progress, type Progress } from './terminal/progress.ts';

/** What a command has at hand. */
export interface Here {
  readonly settings: Settings;
  readonly look: Look;
  readonly progress: Progress;
  /** Aborted when the person interrupts. */
  readonly interrupted: AbortSignal;
  /** Writes the result: the value for programs, the text for people. These three alone write to standard output. */
  result(value: unknown, forPeople: () => string): void;
  /** Writes one of a row of results that goes on: JSON on one line, a YAML document, or the text made for people. */
  item(value: unknown, forPeople: () => string): void;
  /** Writes bytes as they come, no faster than they are read. */
  stream(chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /** What is said when the person interrupts from here on. */
  ifInterrupted(line: string): void;
  /** Waits; rejects when the person interrupts. */
  pause(ms: number): Promise<void>;
}

export interface Connected extends Here {
  readonly trueup: Trueup;
  /** Whether a server carries executions on when this process ends. */
  readonly served: boolean;
  /** Before the Trueup is closed this is waited for, however the command ends. */
  atEnd(work: () => Promise<void>): void;
}

/** Runs the work of commands and keeps the exit code. */
export interface Shell {
  readonly openEmbedded: OpenEmbedded;
  exitCode(): ExitCode;
  /** One line on what becomes of the work that was going on. */
  interruption(): string;
  perform(command: Command, work: (here: Here) => Promise<ExitCode>): Promise<void>;
  /** With a Trueup, closed at the end. `worker`: executions must go on while the command waits. */
  withTrueup(
    command: Command,
    work: (here: Connected) => Promise<ExitCode>,
    options?: { readonly worker: boolean },
  ): Promise<void>;
  /** The same, with what is read and checked first: a slip is told before anything is opened. */
  withPrepared<T>(
    command: Command,
    prepare: () => Promise<T>,
    work: (here: Connected, prepared: T) => Promise<ExitCode>,
    options?: { readonly worker: boolean },
  ): Promise<void>;
}

export function shell(openEmbedded: OpenEmbedded, interrupted: AbortSignal): Shell {
  let exitCode: ExitCode = NOTHING_TO_DO;
  let interruption = 'what was started goes on with the next worker';
  const perform: Shell['perform'] = async (command, work) => {
    const here = hereOf(settingsOf(command), interrupted, (line) => {
      interruption = line;
    });
    try {
      exitCode = await work(here);
    } finally {
      here.progress.end();
    }
  };
  const connected = async (
    here: Here,
    worker: boolean,
    work: (here: Connected) => Promise<ExitCode>,
  ): Promise<ExitCode> => {
    const { settings } = here;
    const session = await connect({ settings, worker, openEmbedded, warn: (line) => here.progress.say(line) });
    const endings: (() => Promise<void>)[] = [];
    try {
      const { trueup, served } = session;
      const atEnd = (ending: () => Promise<void>): void => void endings.push(ending);
      const there = { ...unlessAborted(here), trueup, served, atEnd };
      return await unlessInterrupted(work(there), interrupted, () => here.progress.end());
    } finally {
      await inTurn([...endings, () => session.close()]);
    }
  };
  return {
    openEmbedded,
    exitCode: () => exitCode,
    interruption: () => interruption,
    perform,
    withTrueup: (command, work, { worker } = { worker: false }) =>
      perform(command, (here) => connected(here, worker, work)),
    withPrepared: (command, prepare, work, { worker } = { worker: false }) =>
      perform(command, async (here) => {
        const prepared = await prepare();
        return connected(here, worker, (opened) => work(opened, prepared));
      }),
  };
}

function hereOf(settings: Settings, interrupted: AbortSignal, ifInterrupted: Here['ifInterrupted']): Here {
  const { stdout } = process;
  const colour = settings.colour && stdout.isTTY;
  const width = stdout.isTTY && stdout.columns > 0 ? { width: stdout.columns } : {};
  const shown = silentAfter(progress(process.stderr), interrupted);
  return {
    settings,
    look: { paint: paint(colour), ...width },
    progress: shown,
    result(value, forPeople) {
      shown.end();
      stdout.write(resultText(value, forPeople, settings));
    },
    item(value, forPeople) {
      shown.end();
      stdout.write(itemText(value, forPeople, settings));
    },
    async stream(chunks) {
      shown.end();
      for await (const chunk of chunks) {
        interrupted.throwIfAborted();
        if (!stdout.write(chunk)) await once(stdout, 'drain', { signal: interrupted });
      }
    },
    interrupted,
    ifInterrupted,
    pause: (ms) => sleep(ms, undefined, { signal: interrupted }),
  };
}

/** Each is done, whatever became of the one before; the first failure is told. */
async function inTurn(works: readonly (() => Promise<void>)[]): Promise<void> {
  const [first, ...others] = works;
  if (!first) return;
  try {
    await first();
  } finally {
    await inTurn(others);
  }
}

/** Work that is still on its way when a person interrupts has nothing more to tell. */
function silentAfter({ show, say, end }: Progress, interrupted: AbortSignal): Progress {
  return {
    show: (line) => (interrupted.aborted ? undefined : show(line)),
    say: (line) => (interrupted.aborted ? undefined : say(line)),
    end,
  };
}

/** Its result has come too late as well. */
function unlessAborted(here: Here): Here {
  const { interrupted } = here;
  return {
    ...here,
    result: (value, forPeople) => (interrupted.aborted ? undefined : here.result(value, forPeople)),
    item: (value, forPeople) => (interrupted.aborted ? undefined : here.item(value, forPeople)),
  };
}

/** What was started goes on in the store; only the waiting for it ends. */
async function unlessInterrupted(
  work: Promise<ExitCode>,
  interrupted: AbortSignal,
  tidy: () => void,
): Promise<ExitCode> {
  const { promise, resolve } = Promise.withResolvers<ExitCode>();
  const stop = (): void => {
    tidy();
    resolve(INTERRUPTED);
  };
  interrupted.addEventListener('abort', stop, { once: true });
  if (interrupted.aborted) stop();
  return Promise.race([
    promise,
    work.catch((error: unknown): ExitCode => {
      if (interrupted.aborted) return INTERRUPTED;
      throw error;
    }),
  ]);
}
