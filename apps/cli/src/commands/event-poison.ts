import type { Command } from 'commander';
import { FAILED, NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { plain } from '../terminal/plain.ts';
import { poisonText } from '../text/archive-text.ts';
import { factsText } from '../text/facts.ts';
import { timeText } from '../text/time-text.ts';
import { examples } from './examples.ts';
import { positiveNumber } from './option-parsers.ts';

export function addEventPoison(events: Command, shell: Shell): void {
  events
    .command('poison')
    .description('messages of queues that could not be taken in, newest first')
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText('after', examples([['trueup events poison', 'what a person should look at']]))
    .action(({ limit }: { readonly limit: number }, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const page = await takePages(limit, (part) => trueup.listPoisonMessages(part));
        result(page, () => poisonText(page.items, look) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
  for (const add of [addShow, addReplay, addDelete]) add(events, shell);
}

function addShow(events: Command, shell: Shell): void {
  events
    .command('show-poison <message-id>')
    .description('one message with its body')
    .addHelpText('after', examples([['trueup events show-poison m-0123456789abcdef', 'as it came']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const message = await trueup.getPoisonMessage({ id });
        const { origin, reason, receivedAt, body } = message;
        result(message, () => {
          const facts = factsText(
            [
              ['from', origin],
              ['why', reason],
              ['received', timeText(receivedAt)],
            ],
            look,
          );
          return `${look.paint.bold(`Message ${id}`)}\n${facts}\n\n${body.split('\n').map(plain).join('\n')}`;
        });
        return NOTHING_TO_DO;
      }),
    );
}

function addReplay(events: Command, shell: Shell): void {
  events
    .command('replay-poison <message-id>')
    .description('take a message in once more; exits 1 when it still cannot be')
    .addHelpText('after', examples([['trueup events replay-poison m-0123456789abcdef', 'gone when that succeeds']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const replayed = await trueup.replayPoisonMessage({ id });
        result(replayed, () =>
          replayed.taken ? `Took message ${id} in.` : `Message ${id} stays: ${plain(replayed.reason ?? '')}.`,
        );
        return replayed.taken ? NOTHING_TO_DO : FAILED;
      }),
    );
}

function addDelete(events: Command, shell: Shell): void {
  events
    .command('delete-poison <message-id>')
    .description('throw a message away')
    .addHelpText('after', examples([['trueup events delete-poison m-0123456789abcdef', 'it is not taken in']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const deleted = await trueup.deletePoisonMessage({ id });
        result(deleted, () => `Threw message ${id} away.`);
        return NOTHING_TO_DO;
      }),
    );
}
