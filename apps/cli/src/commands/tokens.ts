import type { Grant } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import { severalGrants } from '../read-grant.ts';
import type { Shell } from '../shell.ts';
import { tokensText } from '../text/user-text.ts';
import { examples } from './examples.ts';
import { positiveNumber } from './option-parsers.ts';

interface CreateOptions {
  readonly days: number;
  readonly role?: readonly Grant[];
}

const DEFAULT_DAYS = 90;

export function addTokens(program: Command, shell: Shell): void {
  const tokens = program
    .command('tokens')
    .description('API tokens of your own, for programs')
    .addHelpText('after', examples([['trueup tokens create ci --role viewer', 'a token that may only look']]));
  tokens
    .command('create <name>')
    .description('make a token; its secret is shown this once')
    .option('--days <number>', 'until it expires, 365 at most', positiveNumber, DEFAULT_DAYS)
    .option(
      '--role <role>',
      'what it may, within what you may (default: all of it; may be given several times)',
      severalGrants,
    )
    .addHelpText(
      'after',
      examples([['trueup tokens create ci --days 30 --role operator@111111111111', 'for a pipeline']]),
    )
    .action((name: string, { days, role: grants }: CreateOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const token = await trueup.createToken({ name, days, ...(grants === undefined ? {} : { grants }) });
        result(token, () => `${token.secret}\n\nIt expires at ${token.expiresAt}. The secret is not shown again.`);
        return NOTHING_TO_DO;
      }),
    );
  tokens
    .command('list')
    .description('your tokens, without their secrets; an admin sees those of all')
    .addHelpText('after', examples([['trueup tokens list', 'when each was last used']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const { items } = await trueup.listTokens({});
        result({ items }, () => tokensText(items, look));
        return NOTHING_TO_DO;
      }),
    );
  tokens
    .command('revoke <id>')
    .description('accept a token no more')
    .addHelpText('after', examples([['trueup tokens revoke 0f0c9a52-5c1e-4d0a-8f6e-0b6a3b1f2d11', 'at once']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const token = await trueup.revokeToken({ id });
        result(token, () => `Token ${token.name} is accepted no more.`);
        return NOTHING_TO_DO;
      }),
    );
}
