import { setTimeout as sleep } from 'node:timers/promises';
import type { Trueup } from '@trueup/api-contract';
import type { Command } from 'commander';
import { connect, type OpenEmbedded } from './connect.ts';
import { INTERRUPTED, NOTHING_TO_DO, type ExitCode } from './exit-code.ts';
import { settingsOf, type Settings } from './settings.ts';
import type { Look } from './terminal/look.ts';
import { resultText } from './terminal/output.ts';
import { paint } from './terminal/paint.ts';
import { progress, type Progress } from './terminal/progress.ts';

/** What a command has at hand. */
export interface Here {
  readonly settings: Settings;
  readonly look: Look;
  readonly progress: Progress;
  /** Writes the result: the value for programs, the text for people. The only way to standard output. */
  result(value: unknown, forPeople: () => string): void;
  /** Waits; rejects when the person interrupts. */
  pause(ms: number): Promise<void>;
}

export interface Connected extends Here {
  readonly trueup: Trueup;
}

/** Runs the work of commands and keeps the exit code. */
export interface Shell {
  readonly openEmbedded: OpenEmbedded;
  exitCode(): ExitCode;
  perform(command: Command, work: (here: Here) => Promise<ExitCode>): Promise<void>;
  /** With a Trueup, closed at the end. `worker`: executions must go on while the command waits. */
  withTrueup(
    command: Command,
    work: (here: Connected) => Promise<ExitCode>,
    options?: { readonly worker: boolean },
  ): Promise<void>;
}

export function shell(openEmbedded: OpenEmbedded, interrupted: AbortSignal): Shell {
  let exitCode: ExitCode = NOTHING_TO_DO;
  const perform: Shell['perform'] = async (command, work) => {
    const here = hereOf(settingsOf(command), interrupted);
    try {
      exitCode = await work(here);
    } finally {
      here.progress.end();
    }
  };
  return {
    openEmbedded,
    exitCode: () => exitCode,
    perform,
    withTrueup: (command, work, { worker } = { worker: false }) =>
      perform(command, async (here) => {
        const { settings } = here;
        const session = await connect({ settings, worker, openEmbedded, warn: (line) => here.progress.say(line) });
        try {
          return await unlessInterrupted(work({ ...here, trueup: session.trueup }), interrupted, () =>
            here.progress.end(),
          );
        } finally {
          await session.close();
        }
      }),
  };
}

function hereOf(settings: Settings, interrupted: AbortSignal): Here {
  const { stdout } = process;
  const colour = settings.colour && stdout.isTTY;
  const width = stdout.isTTY && stdout.columns > 0 ? { width: stdout.columns } : {};
  const shown = unlessAborted(progress(process.stderr), interrupted);
  return {
    settings,
    look: { paint: paint(colour), ...width },
    progress: shown,
    result(value, forPeople) {
      shown.end();
      stdout.write(resultText(value, forPeople, settings));
    },
    pause: (ms) => sleep(ms, undefined, { signal: interrupted }),
  };
}

/** Work that is still on its way when a person interrupts has nothing more to tell. */
function unlessAborted({ show, say, end }: Progress, interrupted: AbortSignal): Progress {
  return {
    show: (line) => (interrupted.aborted ? undefined : show(line)),
    say: (line) => (interrupted.aborted ? undefined : say(line)),
    end,
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
