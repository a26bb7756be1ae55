import type { Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import { jsonTextOption } from '../read-option.ts';
import type { Shell } from '../shell.ts';
import { eventRulesText, eventRuleText } from '../text/event-rule-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

interface PutOptions {
  readonly pattern?: string;
  readonly schedule?: string;
  readonly timeZone?: string;
  readonly description?: string;
  readonly disabled?: boolean;
}

export function addEventRules(events: Command, shell: Shell): void {
  events
    .command('rules')
    .description('event rules with their targets, by name')
    .addHelpText('after', examples([['trueup events rules', 'what happens upon what']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.listEventRules({});
        result(listed, () => eventRulesText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
  events
    .command('show-rule <rule>')
    .description('one event rule with its targets')
    .addHelpText('after', examples([['trueup events show-rule tell-the-team', 'by its name or its ARN']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const rule = await trueup.getEventRule({ id });
        result(rule, () => eventRuleText(rule, look));
        return NOTHING_TO_DO;
      }),
    );
  for (const add of [addPut, addState, addDelete]) add(events, shell);
}

function addPut(events: Command, shell: Shell): void {
  events
    .command('put-rule <name>')
    .description('make an event rule, or replace all of one but its targets')
    .option('--pattern <json>', "JSON or @FILE: what matches, in EventBridge's pattern language")
    .option('--schedule <expression>', 'when it fires by itself: "rate(1 day)" or "cron(0 9 ? * MON-FRI *)"')
    .option('--time-zone <name>', 'of the schedule, such as Europe/Berlin (default: UTC)')
    .option('--description <text>', 'what it is for')
    .option('--disabled', 'it matches nothing until it is enabled')
    .addHelpText(
      'after',
      examples([
        [
          `trueup events put-rule critical --pattern '{"detail": {"findings": {"Severity": {"Label": ["CRITICAL"]}}}}'`,
          'findings that come in',
        ],
        ['trueup events put-rule weekly --schedule "cron(0 9 ? * MON *)" --time-zone Europe/Berlin', 'every Monday'],
        ['trueup events put-rule failed --pattern @failed.json', 'a pattern in a file'],
      ]),
    )
    .action((name: string, options: PutOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => ruleOf(name, options),
        async ({ trueup, look, result }, draft) => {
          const rule = await trueup.putEventRule(draft);
          result(rule, () => eventRuleText(rule, look));
          return NOTHING_TO_DO;
        },
      ),
    );
}

async function ruleOf(name: string, options: PutOptions): Promise<Input<'putEventRule'>> {
  const { pattern, schedule, timeZone, description, disabled = false } = options;
  if (pattern === undefined && schedule === undefined) {
    throw new UsageError('events put-rule: give --pattern, --schedule or both');
  }
  if (timeZone !== undefined && schedule === undefined) throw new UsageError('--time-zone goes with --schedule');
  return {
    name,
    enabled: !disabled,
    ...(description === undefined ? {} : { description }),
    ...(pattern === undefined ? {} : { pattern: await jsonTextOption('--pattern', pattern) }),
    ...(schedule === undefined
      ? {}
      : { schedule: { expression: schedule, ...(timeZone === undefined ? {} : { timeZone }) } }),
  };
}

function addState(events: Command, shell: Shell): void {
  const states = [
    ['enable-rule', true, 'let an event rule match again', 'from now on'],
    ['disable-rule', false, 'let an event rule match nothing; what is on its way still arrives', 'without losing it'],
  ] as const;
  for (const [name, enabled, what, example] of states) {
    events
      .command(`${name} <rule>`)
      .description(what)
      .addHelpText('after', examples([[`trueup events ${name} tell-the-team`, example]]))
      .action((id: string, _options: unknown, command: Command) =>
        shell.withTrueup(command, async ({ trueup, result }) => {
          const rule = await trueup.setEventRuleEnabled({ id, enabled });
          result(rule, () => `Event rule ${rule.name} is ${rule.enabled ? 'ENABLED' : 'DISABLED'}.`);
          return NOTHING_TO_DO;
        }),
      );
  }
}

function addDelete(events: Command, shell: Shell): void {
  events
    .command('delete-rule <rule>')
    .description('remove an event rule; what is on its way still arrives')
    .option('--force', 'with its targets')
    .addHelpText('after', examples([['trueup events delete-rule tell-the-team --force', 'and its targets']]))
    .action((id: string, { force = false }: { readonly force?: boolean }, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const rule = await trueup.deleteEventRule({ id, force });
        result(rule, () => `Deleted event rule ${rule.name}.`);
        return NOTHING_TO_DO;
      }),
    );
}
