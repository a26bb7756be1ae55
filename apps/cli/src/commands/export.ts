import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { refuseServer, rowsText } from './transfer.ts';

export function addExport(program: Command, shell: Shell): void {
  program
    .command('export <file>')
    .description('write the whole store to a new file, to be imported elsewhere; work may go on meanwhile')
    .addHelpText(
      'after',
      examples([
        ['trueup export trueup-2026-01-31.jsonl', 'the embedded store of this machine'],
        ['trueup --database-url postgresql://db/trueup export trueup.jsonl', 'a PostgreSQL server'],
      ]),
    )
    .action((file: string, _options: unknown, command: Command) =>
      shell.perform(command, async ({ settings, result }) => {
        refuseServer('export', settings);
        const { exportTo, serverLog } = await import('@trueup/server');
        const path = resolve(file);
        const log = serverLog({ level: 'error', destination: process.stderr });
        const rows = await writeNew(path, (to) => exportTo(to, { ...settings, log }));
        result({ file: path, rows }, () => `Wrote ${path}: ${rowsText(rows)}.`);
        return NOTHING_TO_DO;
      }),
    );
}

/** Never over another file, and nothing half is left. A file that is cut off all the same is told by its last line. */
async function writeNew<T>(path: string, write: (to: ReturnType<typeof createWriteStream>) => Promise<T>): Promise<T> {
  const to = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  await new Promise<void>((opened, failed) => to.once('open', () => opened()).once('error', failed)).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new UsageError(`${path} exists already: export never overwrites a file`) : error;
    },
  );
  try {
    return await write(to);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
