import type { Command } from 'commander';
import type { Shell } from '../shell.ts';
import { addEventArchives } from './event-archives.ts';
import { addEventDeliveries } from './event-deliveries.ts';
import { addEventPoison } from './event-poison.ts';
import { addEventReplays } from './event-replays.ts';
import { addEventRules } from './event-rules.ts';
import { addEventTargets } from './event-targets.ts';
import { addEventsPut } from './events-put.ts';
import { addEventsTail } from './events-tail.ts';
import { addEventsTestPattern } from './events-test-pattern.ts';
import { examples } from './examples.ts';

export function addEvents(program: Command, shell: Shell): void {
  const events = program
    .command('events')
    .description('the event bus: rules, targets, deliveries, archives')
    .addHelpText(
      'after',
      examples([
        ['trueup events tail', 'what happens now'],
        [`trueup events put-rule all --pattern '{"source": ["trueup"]}'`, 'what a rule listens to'],
        ['trueup events deliveries --status dead', 'what did not arrive'],
      ]),
    );
  for (const add of [
    addEventRules,
    addEventTargets,
    addEventsTestPattern,
    addEventsPut,
    addEventsTail,
    addEventDeliveries,
    addEventArchives,
    addEventReplays,
    addEventPoison,
  ]) {
    add(events, shell);
  }
}
