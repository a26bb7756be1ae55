import type { Grant, Input, User } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import { severalGrants } from '../read-grant.ts';
import type { Shell } from '../shell.ts';
import { askSecret } from '../terminal/ask-secret.ts';
import { userText, usersText } from '../text/user-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { addUsersLinkSlack } from './users-link-slack.ts';

interface PersonOptions {
  readonly role?: readonly Grant[];
  readonly email?: string;
  readonly oidcIssuer?: string;
  readonly oidcSubject?: string;
  readonly password?: boolean;
  readonly passwordStdin?: boolean;
}

export function addUsers(program: Command, shell: Shell): void {
  const users = program
    .command('users')
    .description('the people who may come in, and what they may do')
    .addHelpText('after', examples([['trueup users create alice --role operator --password', 'the first lines']]));
  users
    .command('list')
    .description('everyone, by name')
    .addHelpText('after', examples([['trueup users list', 'who may do what']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const { items } = await trueup.listUsers({});
        result({ items }, () => usersText(items, look));
        return NOTHING_TO_DO;
      }),
    );
  addCreate(users, shell);
  addUpdate(users, shell);
  addState(users, shell, 'disable');
  addState(users, shell, 'enable');
  addUsersLinkSlack(users, shell);
}

function addCreate(users: Command, shell: Shell): void {
  described(users.command('create <name>'))
    .description('let a person in')
    .addHelpText(
      'after',
      examples([
        ['trueup users create alice --role operator --password', 'asks for her password'],
        ['trueup users create bob --role approver@/Prod --email bob@example.com', 'by OpenID Connect'],
      ]),
    )
    .action((name: string, options: PersonOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => given(options),
        async ({ trueup, look, result }, changes) => {
          const user = await trueup.createUser({ name, ...changes, grants: changes.grants ?? [] });
          result(user, () => userText(user, look));
          return NOTHING_TO_DO;
        },
      ),
    );
}

function addUpdate(users: Command, shell: Shell): void {
  described(users.command('update <name>'))
    .description('change what is given of a person; the roles given replace all he had')
    .addHelpText('after', examples([['trueup users update alice --role operator --role approver', 'both']]))
    .action((name: string, options: PersonOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => given(options),
        async ({ trueup, look, result }, changes) => {
          const user = await trueup.changeUser({ name, ...changes });
          result(user, () => userText(user, look));
          return NOTHING_TO_DO;
        },
      ),
    );
}

function addState(users: Command, shell: Shell, verb: 'disable' | 'enable'): void {
  const words = {
    disable: ['let a person in no more, at once', (user: User) => `${user.name} is let in no more.`],
    enable: ['let a disabled person in again', (user: User) => `${user.name} is let in again.`],
  } as const;
  const [description, said] = words[verb];
  users
    .command(`${verb} <name>`)
    .description(description)
    .addHelpText('after', examples([[`trueup users ${verb} alice`, description]]))
    .action((name: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const user = await (verb === 'disable' ? trueup.disableUser({ name }) : trueup.enableUser({ name }));
        result(user, () => said(user));
        return NOTHING_TO_DO;
      }),
    );
}

function described(command: Command): Command {
  return command
    .option('--role <role>', 'ROLE, or ROLE@ACCOUNT,/UNIT: where it holds (may be given several times)', severalGrants)
    .option('--email <address>', 'the address by which an issuer of OpenID Connect may name this person first')
    .option('--oidc-issuer <url>', 'the issuer of OpenID Connect; with --oidc-subject')
    .option('--oidc-subject <id>', 'who this person is to the issuer')
    .option('--password', 'ask for a password')
    .option('--password-stdin', 'read the password from standard input');
}

type Changes = Omit<Input<'changeUser'>, 'name'>;

async function given(options: PersonOptions): Promise<Changes> {
  const { role: grants, email, oidcIssuer: issuer, oidcSubject: subject, passwordStdin = false } = options;
  if ((issuer === undefined) !== (subject === undefined)) {
    throw new UsageError('--oidc-issuer and --oidc-subject go together');
  }
  const wanted = options.password === true || passwordStdin;
  const password = wanted ? await askSecret('The password:', passwordStdin) : undefined;
  return {
    ...(grants === undefined ? {} : { grants }),
    ...(email === undefined ? {} : { email }),
    ...(issuer === undefined || subject === undefined ? {} : { oidc: { issuer, subject } }),
    ...(password === undefined ? {} : { password }),
  };
}
