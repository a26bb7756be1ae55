import { CommanderError } from 'commander';
import { FAILED, INTERRUPTED, NOTHING_TO_DO } from './exit-code.ts';
import { buildProgram } from './program.ts';
import { shell } from './shell.ts';
import type { OpenEmbedded } from './connect.ts';
import { plain } from './terminal/plain.ts';

/**
 * Runs one command line and gives its exit code. An error is one line on standard error. When nobody reads the output
 * any more, it ends as if it had been interrupted, and says nothing.
 */
export async function run(
  argv: readonly string[],
  openEmbedded: OpenEmbedded,
  readerGone?: AbortSignal,
): Promise<number> {
  const interruption = new AbortController();
  // Only the first: a second Ctrl-C ends the process at once.
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  readerGone?.addEventListener('abort', interrupt, { once: true });
  const performed = shell(openEmbedded, interruption.signal);
  try {
    await buildProgram(performed).parseAsync([...argv], { from: 'user' });
    const exitCode = performed.exitCode();
    if (readerGone?.aborted) return NOTHING_TO_DO;
    if (exitCode === INTERRUPTED) {
      process.stderr.write(`trueup: interrupted; ${plain(performed.interruption())}\n`);
    }
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return NOTHING_TO_DO;
    // A command group without a command: its help was printed already.
    if (error instanceof CommanderError && error.code === 'commander.help') return FAILED;
    process.stderr.write(`trueup: ${plain(lineOf(error))}\n`);
    if (argv.includes('--debug') && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    return FAILED;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
}
