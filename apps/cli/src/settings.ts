import { homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { actorName } from '@trueup/api-contract';
import { DEFAULT_CHECKPOINT_SETTINGS, type CheckpointSettings } from '@trueup/server/local';
import { Option, type Command } from 'commander';
import { UsageError } from './usage-error.ts';

const FORMATS = ['table', 'json', 'yaml'] as const;
type Format = (typeof FORMATS)[number];

/** What the global options and the environment settle. */
export interface Settings {
  readonly dataDir: string;
  readonly policyPath: string;
  readonly server: string | undefined;
  readonly token: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly format: Format;
  readonly query: string | undefined;
  /** The person acting. */
  readonly actor: string;
  readonly colour: boolean;
  readonly debug: boolean;
  /** Scripts of runbooks may run in this process's worker without a sandbox. */
  readonly unsandboxedScripts: boolean;
  /** How this process keeps checkpoints of the audit log. */
  readonly checkpoints: CheckpointSettings;
}

interface GlobalOptions {
  readonly dataDir: string;
  readonly policy?: string;
  readonly server?: string;
  readonly token?: string;
  readonly databaseUrl?: string;
  readonly output?: Format;
  readonly query?: string;
  readonly as?: string;
  readonly color: boolean;
  readonly debug?: boolean;
  readonly unsandboxedScripts?: boolean;
  readonly checkpointTo?: string;
  readonly checkpointMinutes?: number;
  readonly checkpointRetainDays?: number;
}

export function addGlobalOptions(program: Command): void {
  const defaultDir = join(homedir(), '.trueup');
  program
    .addOption(
      new Option('--data-dir <dir>', 'where Trueup keeps its data')
        .env('TRUEUP_DATA_DIR')
        .default(defaultDir, '~/.trueup'),
    )
    .option('--policy <path>', 'the policy file or folder (default: trueup.yaml in the data directory)')
    .option('--server <url>', 'work through this server')
    .addOption(
      new Option(
        '--token <token>',
        'log in to --server with this token; other people of this machine see it here, unlike in the environment',
      ).env('TRUEUP_TOKEN'),
    )
    .addOption(
      new Option('--database-url <url>', 'a PostgreSQL server instead of the embedded one').env('DATABASE_URL'),
    )
    .addOption(new Option('-o, --output <format>', 'form of the result (default: table)').choices(FORMATS))
    .option('--query <expression>', 'JMESPath over the result; implies -o json')
    .option('--as <name>', 'the person acting, as it is recorded (default: your user name)')
    .option('--no-color', 'no colours; NO_COLOR does the same')
    .option(
      '--unsandboxed-scripts',
      'where no sandbox can be had: let scripts of runbooks run without one, with the rights of this process',
    )
    .option('--debug', 'stack traces, and the log of what runs in this process');
}

export function settingsOf(command: Command): Settings {
  const options = command.optsWithGlobals<GlobalOptions>();
  const dataDir = resolve(options.dataDir);
  const format = options.output ?? (options.query === undefined ? 'table' : 'json');
  if (options.query !== undefined && format === 'table') {
    throw new UsageError('--query works on -o json or -o yaml, not on a table');
  }
  return {
    dataDir,
    policyPath: options.policy === undefined ? join(dataDir, 'trueup.yaml') : resolve(options.policy),
    server: options.server,
    token: options.token,
    databaseUrl: options.databaseUrl,
    format,
    query: options.query,
    actor: actorOf(options.as),
    colour: options.color && (process.env['NO_COLOR'] ?? '') === '',
    debug: options.debug ?? false,
    unsandboxedScripts: options.unsandboxedScripts ?? false,
    checkpoints: checkpointsOf(options),
  };
}

function checkpointsOf({ checkpointTo, checkpointMinutes, checkpointRetainDays }: GlobalOptions): CheckpointSettings {
  return {
    ...(checkpointTo === undefined ? {} : { to: checkpointTo }),
    everyMinutes: checkpointMinutes ?? DEFAULT_CHECKPOINT_SETTINGS.everyMinutes,
    retainDays: checkpointRetainDays ?? DEFAULT_CHECKPOINT_SETTINGS.retainDays,
  };
}

function actorOf(given: string | undefined): string {
  const name = given ?? userInfo().username;
  if (actorName.safeParse(name).success) return name;
  const what =
    given === undefined ? `your user name '${name}' cannot be recorded: give another with --as` : `--as ${name}`;
  throw new UsageError(`${what}: expected 1 to 64 letters, digits or any of _+=,.@-`);
}
