import { deliveryStatus, type DeliveryStatus } from '@trueup/api-contract';
import { Option, type Command } from 'commander';
import { FAILED, NOTHING_TO_DO } from '../exit-code.ts';
import type { Connected, Shell } from '../shell.ts';
import { moreText, takePages } from '../take-pages.ts';
import { deliveriesText, deliveryText } from '../text/delivery-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { positiveNumber } from './option-parsers.ts';

interface ListOptions {
  readonly status?: DeliveryStatus;
  readonly rule?: string;
  readonly limit: number;
}

interface RetryOptions {
  readonly all?: boolean;
  readonly rule?: string;
}

/** As many as one request takes. */
const MOST_AT_ONCE = 1000;

export function addEventDeliveries(events: Command, shell: Shell): void {
  addList(events, shell);
  events
    .command('show-delivery <delivery-id>')
    .description('one delivery with its event and why its last attempt failed')
    .addHelpText('after', examples([['trueup events show-delivery d-0123456789abcdef', 'all that is known of it']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const delivery = await trueup.getDelivery({ id });
        result(delivery, () => deliveryText(delivery, look));
        return NOTHING_TO_DO;
      }),
    );
  addRetry(events, shell);
}

function addList(events: Command, shell: Shell): void {
  events
    .command('deliveries')
    .description('the delivery log, newest first')
    .addOption(new Option('--status <status>', 'only these; dead ones were given up').choices(deliveryStatus.options))
    .option('--rule <name>', 'only of this event rule')
    .option('--limit <number>', 'at most so many', positiveNumber, 100)
    .addHelpText(
      'after',
      examples([
        ['trueup events deliveries', 'what went where'],
        ['trueup events deliveries --status dead', 'the dead letters'],
      ]),
    )
    .action(({ status, rule, limit }: ListOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const query = { ...(status ? { statuses: [status] } : {}), ...(rule === undefined ? {} : { rule }) };
        const page = await takePages(limit, (part) => trueup.listDeliveries({ ...query, ...part }));
        result(page, () => deliveriesText(page.items, look) + moreText(page.next));
        return NOTHING_TO_DO;
      }),
    );
}

function addRetry(events: Command, shell: Shell): void {
  events
    .command('retry [delivery-id...]')
    .description('send dead letters again, with all their attempts; exits 1 when one of the named is none')
    .option('--all', 'every dead letter')
    .option('--rule <name>', 'every dead letter of this event rule')
    .addHelpText(
      'after',
      examples([
        ['trueup events retry d-0123456789abcdef', 'one'],
        ['trueup events retry --rule tell-the-team', 'once its target is right again'],
      ]),
    )
    .action((named: string[], options: RetryOptions, command: Command) =>
      shell.withPrepared(
        command,
        async () => oneChoice(named, options),
        async (here) => {
          const ids = named.length > 0 ? named : await deadOf(here, options.rule);
          const retried = await retryAll(here, ids);
          here.result({ retried }, () => retriedText(retried, ids.length, here.served));
          return named.length > 0 && retried < ids.length ? FAILED : NOTHING_TO_DO;
        },
      ),
    );
}

function oneChoice(named: readonly string[], { all = false, rule }: RetryOptions): void {
  const choices = [named.length > 0, all, rule !== undefined].filter(Boolean);
  if (choices.length !== 1) throw new UsageError('events retry: name deliveries, or pass --all or --rule');
}

async function deadOf({ trueup }: Connected, rule: string | undefined): Promise<string[]> {
  const query = { statuses: ['dead'] as const, ...(rule === undefined ? {} : { rule }) };
  const { items } = await takePages(Infinity, (part) => trueup.listDeliveries({ ...query, ...part }));
  return items.map(({ id }) => id);
}

async function retryAll({ trueup }: Connected, ids: readonly string[]): Promise<number> {
  let retried = 0;
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
    retried += (await trueup.retryDeliveries({ ids: ids.slice(at, at + MOST_AT_ONCE) })).retried;
  }
  return retried;
}

function retriedText(retried: number, asked: number, served: boolean): string {
  if (asked === 0) return 'There are no dead letters.';
  const sent = served ? 'sent again' : 'sent again by the next worker: trueup serve';
  const others = retried === asked ? '' : ` ${asked - retried} of those named are no dead letters.`;
  return `${retried} ${retried === 1 ? 'dead letter is' : 'dead letters are'} ${sent}.${others}`;
}
