import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { addCheckpointOptions } from './checkpoint-options.ts';
import { examples } from './examples.ts';

export function addWorker(program: Command, shell: Shell): void {
  addCheckpointOptions(
    program
      .command('worker')
      .description('carry executions out until stopped; any number of workers share one PostgreSQL server'),
  )
    .addHelpText(
      'after',
      examples([
        ['trueup --database-url postgresql://db/trueup worker', 'one more worker beside the server'],
        ['trueup worker', 'on the embedded store of this machine'],
      ]),
    )
    .action((_options: unknown, command: Command) =>
      shell.perform(command, async ({ settings, progress }) => {
        const { serverLog, stopSignal } = await import('@trueup/server');
        const log = serverLog({ level: settings.debug ? 'debug' : 'info', destination: process.stderr });
        const stopped = stopSignal();
        const trueup = await shell.openEmbedded(settings, log);
        try {
          await trueup.startWorker({ standing: true });
          progress.say('Trueup works. Stop it with Ctrl-C; it finishes what it has in hand.');
          await stopped;
        } finally {
          await trueup.close();
        }
        return NOTHING_TO_DO;
      }),
    );
}
