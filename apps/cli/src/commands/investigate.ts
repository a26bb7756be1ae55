import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { investigationText } from '../text/investigation-text.ts';
import { examples } from './examples.ts';

export function addInvestigate(program: Command, shell: Shell): void {
  program
    .command('investigate <finding-id>')
    .description('ask CloudTrail who changed the resource of a finding; the answer is kept with the finding')
    .addHelpText(
      'after',
      examples([
        ['trueup investigate f-0123456789abcdef', 'who, when, from where, and by which call'],
        ["trueup investigate f-0123456789abcdef --query 'events[].principal.name'", 'only the names, as JSON'],
      ]),
    )
    .action((findingId: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const { investigation } = await trueup.investigateFinding({ findingId });
        result(investigation ?? {}, () =>
          investigation ? investigationText(investigation, look) : 'Nothing was found out.',
        );
        return NOTHING_TO_DO;
      }),
    );
}
