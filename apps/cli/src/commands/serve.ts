import type { Command } from 'commander';
import type { ListeningOptions } from '@trueup/server';
import { alreadyRunning, runningServer } from '@trueup/server/local';
import { NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import type { Here, Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { addCheckpointOptions } from './checkpoint-options.ts';
import { examples } from './examples.ts';
import { several, wholeNumber } from './option-parsers.ts';

interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly trustedProxy?: readonly string[];
  readonly awsApiHost?: string;
  readonly awsApiPort?: number;
}

export function addServe(program: Command, shell: Shell): void {
  addCheckpointOptions(program.command('serve'))
    .description('run the server and a worker until stopped; its log goes to standard error')
    .option('--host <address>', 'the address to listen on (default: 127.0.0.1, this machine alone)')
    .option('--port <number>', 'the port to listen on, 0 for a free one (default: 4747)', wholeNumber)
    .option('--tls-cert <file>', 'end TLS here: the certificate with its chain, PEM; with --tls-key')
    .option('--tls-key <file>', 'the key of that certificate, PEM')
    .option(
      '--trusted-proxy <cidr>',
      'TLS ends at a proxy in this range; it alone is believed whom it speaks for (may be given several times)',
      several,
    )
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
        ['trueup serve --host 0.0.0.0 --tls-cert cert.pem --tls-key key.pem', 'for other machines'],
        ['trueup serve --host 0.0.0.0 --trusted-proxy 10.0.0.0/24', 'behind a proxy that ends TLS'],
        ['trueup --database-url postgresql://db/trueup serve', 'on a PostgreSQL server'],
      ]),
    )
    .action((options: ServeOptions, command: Command) => shell.perform(command, (here) => serve(here, shell, options)));
}

async function serve({ settings, result }: Here, shell: Shell, options: ServeOptions): Promise<ExitCode> {
  const { port, awsApiHost, awsApiPort } = options;
  if (awsApiHost !== undefined && awsApiPort === undefined) {
    throw new UsageError('serve: --aws-api-host goes with --aws-api-port');
  }
  const { dataDir } = settings;
  const listen = listeningOf(options);
  const running = await runningServer(dataDir);
  if (running) throw alreadyRunning(dataDir, running);
  const { listening, oidcSettings, serverLog, startServer, stopSignal } = await import('@trueup/server');
  // Before anything is opened: nothing may be reached in the clear.
  await listening(listen);
  await listening({ ...hostOf(awsApiHost), ...proxiesOf(options) });
  const oidc = await oidcSettings(process.env);
  const log = serverLog({ level: settings.debug ? 'debug' : 'info', destination: process.stderr });
  const stopped = stopSignal();
  await using trueup = closing(await shell.openEmbedded(settings, log));
  const { application, access, bootstrapSecret, changes, ready, startAwsApi, startWorker } = trueup.opened;
  // First, so that whoever sees the server announced finds it too.
  await using awsApi =
    awsApiPort === undefined ? undefined : closing(await startAwsApi({ port: awsApiPort, log, ...hostOf(awsApiHost) }));
  await using server = closing(
    await startServer({
      application,
      access,
      changes,
      ready,
      dataDir,
      log,
      ...listen,
      ...(oidc === undefined ? {} : { oidc }),
      ...(port === undefined ? {} : { port }),
    }),
  );
  await startWorker({ standing: true });
  const { address } = server.opened;
  const secret = await bootstrapSecret();
  const awsApiAddress = awsApi?.opened.address;
  result({ address, dataDir, ...(awsApiAddress === undefined ? {} : { awsApiAddress }) }, () =>
    [
      `Trueup listens on ${address}: the console in a browser, the API below /api/v1. The token is in ${dataDir}/admin-token.`,
      ...(secret === undefined ? [] : [firstAdminText(secret)]),
      ...(awsApiAddress === undefined
        ? []
        : [`AWS's tools find it with AWS_ENDPOINT_URL_SSM=${awsApiAddress}. A key for them: trueup keys create`]),
    ].join('\n'),
  );
  await stopped;
  return NOTHING_TO_DO;
}

/** To the person alone who started it, and never to a log: it makes an admin. */
const firstAdminText = (secret: string): string =>
  `There are no users yet. This secret makes the first admin, once: ${secret}
Give it to the console, or to POST /auth/bootstrap, or here: trueup users create NAME --role admin --password`;

function listeningOf(options: ServeOptions): ListeningOptions {
  const { host, tlsCert, tlsKey } = options;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new UsageError('serve: --tls-cert and --tls-key go together');
  }
  return {
    ...hostOf(host),
    ...proxiesOf(options),
    ...(tlsCert === undefined || tlsKey === undefined ? {} : { tls: { certificate: tlsCert, key: tlsKey } }),
  };
}

const proxiesOf = ({ trustedProxy }: ServeOptions): Pick<ListeningOptions, 'trustedProxies'> =>
  trustedProxy === undefined ? {} : { trustedProxies: trustedProxy };

const hostOf = (host: string | undefined): { readonly host?: string } => (host === undefined ? {} : { host });

function closing<T extends { close(): Promise<void> }>(opened: T): AsyncDisposable & { readonly opened: T } {
  return { opened, [Symbol.asyncDispose]: () => opened.close() };
}
