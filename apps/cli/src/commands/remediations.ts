import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { remediationsText } from '../text/remediation-text.ts';
import { examples } from './examples.ts';

export function addRemediations(program: Command, shell: Shell): void {
  program
    .command('remediations')
    .description('each line of the policy by control: its mode, its record, and which mode that speaks for')
    .addHelpText('after', examples([['trueup remediations', 'what has earned more freedom, or less']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const listed = await trueup.listRemediations({});
        result(listed, () => remediationsText(listed.items, look));
        return NOTHING_TO_DO;
      }),
    );
}
