import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { alreadyRunning, runningServer } from '@trueup/server/local';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';
import { refuseServer, rowsText } from './transfer.ts';

export function addImport(program: Command, shell: Shell): void {
  program
    .command('import <file>')
    .description('fill an empty store with an export, whole or not at all')
    .addHelpText(
      'after',
      examples([
        ['trueup --database-url postgresql://db/trueup import trueup.jsonl', 'from embedded to a server'],
        ['trueup --data-dir ./restored import trueup.jsonl', 'a backup, into a new directory'],
      ]),
    )
    .action((file: string, _options: unknown, command: Command) =>
      shell.perform(command, async ({ settings, result }) => {
        refuseServer('import', settings);
        const running = await runningServer(settings.dataDir);
        if (running) throw alreadyRunning(settings.dataDir, running);
        const path = resolve(file);
        const opened = await open(path, 'r');
        const { importFrom, serverLog } = await import('@trueup/server');
        const log = serverLog({ level: 'error', destination: process.stderr });
        const actor = { kind: 'person', name: settings.actor } as const;
        const rows = await importFrom(opened.createReadStream(), { ...settings, log }, actor);
        result({ file: path, rows }, () => `Imported ${path}: ${rowsText(rows)}.`);
        return NOTHING_TO_DO;
      }),
    );
}
