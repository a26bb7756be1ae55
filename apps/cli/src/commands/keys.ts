import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { accessKeysText, newAccessKeyText } from '../text/access-key-text.ts';
import { examples } from './examples.ts';
import { positiveNumber } from './option-parsers.ts';

interface CreateOptions {
  readonly name?: string;
  readonly account?: string;
  readonly days?: number;
}

export function addKeys(program: Command, shell: Shell): void {
  const keys = program
    .command('keys')
    .description("access keys for AWS's own tools, when the server has --aws-api-port")
    .addHelpText('after', examples([['trueup keys create --name alice', 'a key for one person']]));
  addCreate(keys, shell);
  keys
    .command('list')
    .description('the keys that are accepted, without their secrets')
    .addHelpText('after', examples([['trueup keys list', 'who can come in']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const { items } = await trueup.listAccessKeys({});
        result({ items }, () => accessKeysText(items, look));
        return NOTHING_TO_DO;
      }),
    );
  keys
    .command('delete <access-key-id>')
    .description('accept a key no more')
    .addHelpText('after', examples([['trueup keys delete AKTU0123456789ABCDEF', 'at once']]))
    .action((accessKeyId: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const key = await trueup.deleteAccessKey({ accessKeyId });
        result(key, () => `Key ${key.accessKeyId} of ${key.name} is accepted no more.`);
        return NOTHING_TO_DO;
      }),
    );
}

function addCreate(keys: Command, shell: Shell): void {
  keys
    .command('create')
    .description('make an access key; its secret is shown this once')
    .option('--name <name>', 'who acts with it, as Approvers and records name them (default: the person acting)')
    .option('--account <id>', "the account it works in (default: the policy's first, else that of the credentials)")
    .option('--days <number>', 'until it expires, 365 at most (default: 365)', positiveNumber)
    .addHelpText(
      'after',
      examples([
        ['trueup keys create --name alice', 'to be copied'],
        ['trueup keys create --data-dir ./data -o json', '{"accessKeyId": …, "secretAccessKey": …}, for a script'],
      ]),
    )
    .action(({ name, account, days }: CreateOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const key = await trueup.createAccessKey({
          ...(name === undefined ? {} : { name }),
          ...(account === undefined ? {} : { accountId: account }),
          ...(days === undefined ? {} : { days }),
        });
        const { accessKeyId, secretAccessKey } = key;
        result({ accessKeyId, secretAccessKey }, () => newAccessKeyText(key, look));
        return NOTHING_TO_DO;
      }),
    );
}
