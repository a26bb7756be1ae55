import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

export function addResume(program: Command, shell: Shell): void {
  program
    .command('resume <finding-id>')
    .description('let automation act again on a resource whose repair was undone')
    .addHelpText('after', examples([['trueup resume f-0123456789abcdef', 'the policy decides about it again']]))
    .action((findingId: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const finding = await trueup.resumeAutomation({ findingId });
        result(finding, () => `Automation may act on ${finding.resource.arn} again.`);
        return NOTHING_TO_DO;
      }),
    );
}
