import { randomBytes } from 'node:crypto';
import type { Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { followReplay } from '../event/follow-replay.ts';
import { FAILED, NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import type { Connected, Shell } from '../shell.ts';
import { replaysText, replayText } from '../text/archive-text.ts';
import { examples } from './examples.ts';
import { several } from './option-parsers.ts';

interface ReplayOptions {
  readonly from: string;
  readonly to?: string;
  readonly rule?: readonly string[];
  readonly name?: string;
  readonly description?: string;
  readonly wait: boolean;
}

export function addEventReplays(events: Command, shell: Shell): void {
  addReplay(events, shell);
  events
    .command('replays')
    .description('replays, newest first')
    .addHelpText('after', examples([['trueup events replays', 'and their states']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.listReplays({});
        result(listed, () => replaysText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
  events
    .command('show-replay <name>')
    .description('how far a replay is')
    .addHelpText('after', examples([['trueup events show-replay again', 'by its name or its ARN']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const replay = await trueup.getReplay({ id });
        result(replay, () => replayText(replay, look));
        return NOTHING_TO_DO;
      }),
    );
  events
    .command('cancel-replay <name>')
    .description('stop a replay; what it sent stays sent')
    .addHelpText('after', examples([['trueup events cancel-replay again', 'at once']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const replay = await trueup.cancelReplay({ id });
        result(replay, () => replayText(replay, look));
        return NOTHING_TO_DO;
      }),
    );
}

function addReplay(events: Command, shell: Shell): void {
  events
    .command('replay <archive>')
    .description('send the archived events of a time once more, and wait for the end; exits 1 unless it completes')
    .requiredOption('--from <time>', 'the first moment, such as 2026-01-31T09:30:00Z')
    .option('--to <time>', 'the moment before which it ends (default: now)')
    .option('--rule <name>', 'only to this event rule; may be repeated (default: to all)', several)
    .option('--name <name>', 'what it is called (default: replay- and a random end)')
    .option('--description <text>', 'what it is for')
    .option('--no-wait', 'start it and go')
    .addHelpText(
      'after',
      examples([
        ['trueup events replay all --from 2026-01-31T09:00:00Z --to 2026-01-31T10:00:00Z', 'an hour, to all rules'],
        ['trueup events replay all --from 2026-01-31T00:00:00Z --rule tell-the-team', 'since then, to one rule'],
      ]),
    )
    .action((archive: string, options: ReplayOptions, command: Command) =>
      shell.withTrueup(command, (here) => startReplay(here, archive, options), { worker: options.wait }),
    );
}

async function startReplay(here: Connected, archive: string, options: ReplayOptions): Promise<ExitCode> {
  const started = await here.trueup.startReplay(replayOf(archive, options));
  if (!options.wait) {
    here.result(started, () => replayText(started, here.look));
    return NOTHING_TO_DO;
  }
  here.ifInterrupted(`the replay goes on: trueup events show-replay ${started.name}`);
  const ended = await followReplay(here, started.name);
  here.result(ended, () => replayText(ended, here.look));
  return ended.state === 'COMPLETED' ? NOTHING_TO_DO : FAILED;
}

function replayOf(archive: string, { from, to, rule, name, description }: ReplayOptions): Input<'startReplay'> {
  return {
    archive,
    name: name ?? `replay-${randomBytes(4).toString('hex')}`,
    from,
    to: to ?? new Date().toISOString(),
    ...(rule ? { rules: rule } : {}),
    ...(description === undefined ? {} : { description }),
  };
}
