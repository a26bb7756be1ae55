import type { Command } from 'commander';
import { alreadyRunning, runningServer } from '@trueup/server/local';
import { NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import type { Here, Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { wholeNumber } from './option-parsers.ts';

interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  readonly awsApiHost?: string;
  readonly awsApiPort?: number;
}

export function addServe(program: Command, shell: Shell): void {
  program
    .command('serve')
    .description('run the server and a worker until stopped; its log goes to standard error')
    .option('--host <address>', 'the address to listen on (default: 127.0.0.1, this machine alone)')
    .option('--port <number>', 'the port to listen on, 0 for a free one (default: 4747)', wholeNumber)
    .option(
      '--aws-api-port <number>',
      "answer AWS's own tools as SSM does, on this port, 0 for a free one (default: not at all)",
      wholeNumber,
    )
    .option('--aws-api-host <address>', 'the address for that (default: 127.0.0.1, this machine alone)')
    .addHelpText(
      'after',
      examples([
        ['trueup serve', 'listen on http://127.0.0.1:4747'],
        ['trueup serve --port 0 2>>trueup.log', 'a free port, the log in a file'],
        ['trueup serve --aws-api-port 4748', 'then: AWS_ENDPOINT_URL_SSM=http://127.0.0.1:4748 aws ssm …'],
        ['trueup --database-url postgresql://db/trueup serve', 'on a PostgreSQL server'],
      ]),
    )
    .action((options: ServeOptions, command: Command) => shell.perform(command, (here) => serve(here, shell, options)));
}

async function serve({ settings, result }: Here, shell: Shell, options: ServeOptions): Promise<ExitCode> {
  const { host, port, awsApiHost, awsApiPort } = options;
  if (awsApiHost !== undefined && awsApiPort === undefined) {
    throw new UsageError('serve: --aws-api-host goes with --aws-api-port');
  }
  const { dataDir } = settings;
  const running = await runningServer(dataDir);
  if (running) throw alreadyRunning(dataDir, running);
  const { serverLog, startServer, stopSignal } = await import('@trueup/server');
  const log = serverLog({ level: settings.debug ? 'debug' : 'info', destination: process.stderr });
  const stopped = stopSignal();
  await using trueup = closing(await shell.openEmbedded(settings, log));
  const { application, ready, startAwsApi, startWorker } = trueup.opened;
  // First, so that whoever sees the server announced finds it too.
  await using awsApi =
    awsApiPort === undefined ? undefined : closing(await startAwsApi({ port: awsApiPort, log, ...hostOf(awsApiHost) }));
  await using server = closing(
    await startServer({ application, ready, dataDir, log, ...hostOf(host), ...(port === undefined ? {} : { port }) }),
  );
  await startWorker({ sources: true });
  const { address } = server.opened;
  const awsApiAddress = awsApi?.opened.address;
  result({ address, dataDir, ...(awsApiAddress === undefined ? {} : { awsApiAddress }) }, () =>
    [
      `Trueup listens on ${address}. The token is in ${dataDir}/admin-token.`,
      ...(awsApiAddress === undefined
        ? []
        : [`AWS's tools find it with AWS_ENDPOINT_URL_SSM=${awsApiAddress}. A key for them: trueup keys create`]),
    ].join('\n'),
  );
  await stopped;
  return NOTHING_TO_DO;
}

const hostOf = (host: string | undefined): { readonly host?: string } => (host === undefined ? {} : { host });

function closing<T extends { close(): Promise<void> }>(opened: T): AsyncDisposable & { readonly opened: T } {
  return { opened, [Symbol.asyncDispose]: () => opened.close() };
}
