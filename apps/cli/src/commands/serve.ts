import type { Command } from 'commander';
import { alreadyRunning, runningServer } from '@trueup/server/local';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';
import { wholeNumber } from './option-parsers.ts';

interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
}

export function addServe(program: Command, shell: Shell): void {
  program
    .command('serve')
    .description('run the server and a worker until stopped; its log goes to standard error')
    .option('--host <address>', 'the address to listen on (default: 127.0.0.1, this machine alone)')
    .option('--port <number>', 'the port to listen on, 0 for a free one (default: 4747)', wholeNumber)
    .addHelpText(
      'after',
      examples([
        ['trueup serve', 'listen on http://127.0.0.1:4747'],
        ['trueup serve --port 0 2>>trueup.log', 'a free port, the log in a file'],
        ['trueup --database-url postgresql://db/trueup serve', 'on a PostgreSQL server'],
      ]),
    )
    .action(({ host, port }: ServeOptions, command: Command) =>
      shell.perform(command, async ({ settings, result }) => {
        const { dataDir } = settings;
        const running = await runningServer(dataDir);
        if (running) throw alreadyRunning(dataDir, running);
        const { serverLog, startServer, stopSignal } = await import('@trueup/server');
        const log = serverLog({ level: settings.debug ? 'debug' : 'info', destination: process.stderr });
        const stopped = stopSignal();
        await using trueup = closing(await shell.openEmbedded(settings, log));
        const listenOn = { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) };
        const { application, ready } = trueup.opened;
        await using server = closing(await startServer({ application, ready, dataDir, log, ...listenOn }));
        await trueup.opened.startWorker();
        const { address } = server.opened;
        result({ address, dataDir }, () => `Trueup listens on ${address}. The token is in ${dataDir}/admin-token.`);
        await stopped;
        return NOTHING_TO_DO;
      }),
    );
}

function closing<T extends { close(): Promise<void> }>(opened: T): AsyncDisposable & { readonly opened: T } {
  return { opened, [Symbol.asyncDispose]: () => opened.close() };
}
