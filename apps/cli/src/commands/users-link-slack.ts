import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

/** `users link-slack` and `users unlink-slack`, each about whoever runs it. */
export function addUsersLinkSlack(users: Command, shell: Shell): void {
  users
    .command('link-slack')
    .description('a code that tells Slack who you are, so that you may approve plans there')
    .addHelpText('after', examples([['trueup users link-slack', 'then type in Slack what it says']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const link = await trueup.createSlackLinkCode({});
        result(
          link,
          () => `Type this in Slack: /trueup link ${link.code}\nThe code counts once, until ${link.expiresAt}.`,
        );
        return NOTHING_TO_DO;
      }),
    );
  users
    .command('unlink-slack')
    .description('what you do in Slack counts for you no more')
    .addHelpText('after', examples([['trueup users unlink-slack', 'before another user takes your Slack account']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const user = await trueup.unlinkSlack({});
        result(user, () => `Slack counts for ${user.name} no more.`);
        return NOTHING_TO_DO;
      }),
    );
}
