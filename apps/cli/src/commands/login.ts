import { openedSession, operations, Problem, problemFrom } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import type { Here, Shell } from '../shell.ts';
import { askSecret } from '../terminal/ask-secret.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { positiveNumber } from './option-parsers.ts';

interface LoginOptions {
  readonly days: number;
  readonly passwordStdin?: boolean;
}

/** Name and password for a token of some days: nothing of the log-in stays on this machine. */
export function addLogin(program: Command, shell: Shell): void {
  program
    .command('login <name>')
    .description('log in to --server with a password, and have a token made; it is shown this once')
    .option('--days <number>', 'until the token expires, 365 at most', positiveNumber, 1)
    .option('--password-stdin', 'read the password from standard input')
    .addHelpText(
      'after',
      examples([['trueup login alice --server https://trueup.example.com', 'a token for TRUEUP_TOKEN']]),
    )
    .action((name: string, options: LoginOptions, command: Command) =>
      shell.perform(command, (here) => logIn(here, name, options)),
    );
}

async function logIn({ settings, result }: Here, name: string, options: LoginOptions): Promise<ExitCode> {
  const { server } = settings;
  if (server === undefined || !URL.canParse(server)) throw new UsageError('login: name the server with --server');
  const { origin, protocol, hostname } = new URL(server);
  if (protocol !== 'https:' && !/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)) {
    throw new UsageError(`login: a password does not go to ${hostname} unencrypted: use https`);
  }
  const password = await askSecret(`The password of ${name}:`, options.passwordStdin ?? false);
  const opened = await post(origin, '/auth/login', { name, password });
  const { csrf } = openedSession.parse(opened.body);
  const headers = { cookie: opened.cookie, 'x-trueup-csrf': csrf, origin };
  const made = await post(origin, '/api/v1/tokens', { name: `login of ${name}`, days: options.days }, headers);
  const token = operations.createToken.output.parse(made.body);
  await post(origin, '/auth/logout', {}, headers);
  result(token, () => token.secret);
  return NOTHING_TO_DO;
}

async function post(
  origin: string,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly body: unknown; readonly cookie: string }> {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const read: unknown = await answer.json();
  if (!answer.ok) throw problemFrom(read) ?? new Problem('internal', `${origin} answered with ${answer.status}`);
  return { body: read, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}
