import type { Delivery, Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { followDelivery } from '../event/follow-delivery.ts';
import { FAILED, NOTHING_TO_DO } from '../exit-code.ts';
import { valueOfFile } from '../read-option.ts';
import type { Shell } from '../shell.ts';
import { deliveryText } from '../text/delivery-text.ts';
import { eventTargetsText } from '../text/event-rule-text.ts';
import { examples } from './examples.ts';

export function addEventTargets(events: Command, shell: Shell): void {
  events
    .command('targets <rule>')
    .description('where an event rule sends what it matches')
    .addHelpText('after', examples([['trueup events targets tell-the-team -o json', 'in the form of put-targets']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const { targets } = await trueup.getEventRule({ id });
        result(targets, () => eventTargetsText(targets, look));
        return NOTHING_TO_DO;
      }),
    );
  for (const add of [addPut, addRemove, addSendTest]) add(events, shell);
}

function addPut(events: Command, shell: Shell): void {
  events
    .command('put-targets <rule> <file>')
    .description('add a target or a list of them out of a file, JSON or YAML; one of the same id is replaced')
    .addHelpText(
      'after',
      `${examples([
        ['trueup events put-targets tell-the-team targets.yaml', 'all or none'],
        ['trueup events put-targets tell-the-team - < target.json', 'from standard input'],
      ])}

A target is {id, address, input, retry, deadLetterArn}, such as
  id: team
  address: { kind: slack, urlSecret: TEAM_SLACK }
The kinds: runbook, remediation, security-hub, sns, sqs, event-bus, lambda, step-functions, webhook, email, slack,
teams, jira, servicenow. Secrets are named: the server reads TRUEUP_SECRET_<NAME> from its environment.`,
    )
    .action((id: string, file: string, _options: unknown, command: Command) =>
      shell.withPrepared(
        command,
        () => targetsOf(file),
        async ({ trueup, look, result }, targets) => {
          const rule = await trueup.putEventTargets({ id, targets });
          result(rule, () => eventTargetsText(rule.targets, look));
          return NOTHING_TO_DO;
        },
      ),
    );
}

async function targetsOf(file: string): Promise<Input<'putEventTargets'>['targets']> {
  const value = await valueOfFile('events put-targets', file);
  // What is in it is checked at the door of Trueup.
  return [value].flat() as readonly unknown[] as Input<'putEventTargets'>['targets'];
}

function addRemove(events: Command, shell: Shell): void {
  events
    .command('remove-targets <rule> <target-id...>')
    .description('take targets off an event rule')
    .addHelpText('after', examples([['trueup events remove-targets tell-the-team team mail', 'two of them']]))
    .action((id: string, targetIds: string[], _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const rule = await trueup.removeEventTargets({ id, targetIds });
        result(rule, () => eventTargetsText(rule.targets, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addSendTest(events: Command, shell: Shell): void {
  events
    .command('send-test <rule> <target-id>')
    .description('send a test message to one target and wait for its first attempt; exits 1 unless it arrived')
    .addHelpText('after', examples([['trueup events send-test tell-the-team team', 'does it arrive?']]))
    .action((id: string, targetId: string, _options: unknown, command: Command) =>
      shell.withTrueup(
        command,
        async (here) => {
          const { deliveryId } = await here.trueup.sendTestEvent({ id, targetId });
          here.ifInterrupted(`the message is on its way: trueup events show-delivery ${deliveryId}`);
          here.progress.show(`sending to ${targetId}`);
          const delivery = await followDelivery(here, deliveryId);
          here.result(delivery, () => `${deliveryText(delivery, here.look)}\n\n${whatNow(delivery)}`);
          return delivery.status === 'delivered' ? NOTHING_TO_DO : FAILED;
        },
        { worker: true },
      ),
    );
}

function whatNow({ status, id }: Delivery): string {
  if (status === 'delivered') return 'It arrived.';
  if (status === 'pending') return `It is tried again: trueup events show-delivery ${id}`;
  return `It was given up. Once the target is right: trueup events retry ${id}`;
}
