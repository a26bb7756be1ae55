import type { Input, KillSwitchScope } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { killSwitchScopeText, killSwitchesText } from '../text/kill-switch-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

interface TurnOptions {
  readonly all?: boolean;
  readonly account?: string;
  readonly control?: string;
  readonly reason: string;
}

export function addKillSwitch(program: Command, shell: Shell): void {
  const killSwitch = program
    .command('kill-switch')
    .description('stop all repairs, those of an account or those of a control, at once')
    .addHelpText('after', examples([['trueup kill-switch on --all --reason "outage"', 'everything stops']]));
  addList(killSwitch, shell);
  addOn(killSwitch, shell);
  addOff(killSwitch, shell);
}

function addList(killSwitch: Command, shell: Shell): void {
  killSwitch
    .command('list')
    .description('kill switches that are on')
    .addHelpText('after', examples([['trueup kill-switch list', 'who stopped what, and why']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.listKillSwitches({});
        result(listed, () => killSwitchesText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addOn(killSwitch: Command, shell: Shell): void {
  turning(killSwitch.command('on'))
    .description('nothing starts any more, and what runs ends at its next step')
    .addHelpText(
      'after',
      examples([
        ['trueup kill-switch on --all --reason "outage in production"', 'everything'],
        ['trueup kill-switch on --control S3.8 --reason "it broke a site"', 'the repairs of one control'],
      ]),
    )
    .action((options: TurnOptions, command: Command) => {
      const asked = askedOf(options);
      return shell.withTrueup(command, async ({ trueup, result }) => {
        const turned = await trueup.turnKillSwitchOn(asked);
        const running = turned.stopping.length;
        const what = killSwitchScopeText(turned.killSwitch.scope);
        result(
          turned,
          () =>
            `The kill switch is on for ${what}. ${running === 0 ? 'Nothing ran' : `${running} running ${running === 1 ? 'execution ends' : 'executions end'} at the next step`}.`,
        );
        return NOTHING_TO_DO;
      });
    });
}

function addOff(killSwitch: Command, shell: Shell): void {
  turning(killSwitch.command('off'))
    .description('let it go on: what was stopped is decided anew')
    .addHelpText('after', examples([['trueup kill-switch off --all --reason "the outage is over"', 'and on it goes']]))
    .action((options: TurnOptions, command: Command) => {
      const asked = askedOf(options);
      return shell.withTrueup(command, async ({ trueup, result }) => {
        const was = await trueup.turnKillSwitchOff(asked);
        result(was, () => `The kill switch is off for ${killSwitchScopeText(was.scope)}.`);
        return NOTHING_TO_DO;
      });
    });
}

function turning(command: Command): Command {
  return command
    .option('--all', 'everything')
    .option('--account <id>', 'one account')
    .option('--control <id>', 'one control')
    .requiredOption('--reason <text>', 'why, for the record');
}

function askedOf({ all = false, account, control, reason }: TurnOptions): Input<'turnKillSwitchOn'> {
  const scopes: KillSwitchScope[] = [
    ...(all ? [{ kind: 'all' } as const] : []),
    ...(account === undefined ? [] : [{ kind: 'account', id: account } as const]),
    ...(control === undefined ? [] : [{ kind: 'control', id: control } as const]),
  ];
  const [scope, ...others] = scopes;
  if (!scope || others.length > 0) throw new UsageError('kill-switch: name exactly one of --all, --account, --control');
  return { scope, reason };
}
