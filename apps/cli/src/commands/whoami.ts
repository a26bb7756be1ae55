import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { identityText } from '../text/user-text.ts';
import { examples } from './examples.ts';

export function addWhoami(program: Command, shell: Shell): void {
  program
    .command('whoami')
    .description('under which name you act, and what you may do')
    .addHelpText('after', examples([['trueup --server https://trueup.example.com whoami', 'what the token gives']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const identity = await trueup.whoAmI({});
        result(identity, () => identityText(identity, look));
        return NOTHING_TO_DO;
      }),
    );
}
