import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { controlsText, controlText } from '../text/control-text.ts';
import { examples } from './examples.ts';

export function addControls(program: Command, shell: Shell): void {
  const controls = program
    .command('controls')
    .description('the library of controls')
    .addHelpText('after', examples([['trueup controls list', 'all of them']]));
  controls
    .command('list')
    .description('every control')
    .addHelpText('after', examples([["trueup controls list --query 'items[].id'", 'only the ids, as JSON']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const list = await trueup.listControls({});
        result(list, () => controlsText(list.items, look));
        return NOTHING_TO_DO;
      }),
    );
  controls
    .command('show <control-id>')
    .description('one control with its runbook, undo, permissions and description')
    .addHelpText('after', examples([['trueup controls show S3.8', 'what it requires and how it is restored']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const detail = await trueup.getControl({ id });
        result(detail, () => controlText(detail, look));
        return NOTHING_TO_DO;
      }),
    );
}
