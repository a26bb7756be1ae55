import type { Command } from 'commander';
import { FAILED, NOTHING_TO_DO } from '../exit-code.ts';
import { jsonTextOption } from '../read-option.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

interface TestOptions {
  readonly pattern: string;
  readonly event: string;
}

export function addEventsTestPattern(events: Command, shell: Shell): void {
  events
    .command('test-pattern')
    .description('whether a pattern matches an event; exits 1 when it does not')
    .requiredOption('--pattern <json>', "JSON or @FILE, in EventBridge's pattern language")
    .requiredOption('--event <json>', 'JSON or @FILE: a whole event')
    .addHelpText(
      'after',
      examples([['trueup events test-pattern --pattern @pattern.json --event @event.json', 'changes nothing']]),
    )
    .action(({ pattern, event }: TestOptions, command: Command) =>
      shell.withPrepared(
        command,
        async () => ({
          pattern: await jsonTextOption('--pattern', pattern),
          event: await jsonTextOption('--event', event),
        }),
        async ({ trueup, result }, given) => {
          const tested = await trueup.testEventPattern(given);
          result(tested, () => (tested.matches ? 'It matches.' : 'It does not match.'));
          return tested.matches ? NOTHING_TO_DO : FAILED;
        },
      ),
    );
}
