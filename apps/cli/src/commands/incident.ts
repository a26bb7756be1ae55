import { resolve } from 'node:path';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { resultText } from '../terminal/output.ts';
import { writeNewFile } from '../write-new-file.ts';
import { examples } from './examples.ts';

export function addIncident(program: Command, shell: Shell): void {
  program
    .command('incident <finding-id> [file]')
    .description('a report on a finding in Markdown: timeline, evidence, outcome and what would prevent it')
    .addHelpText(
      'after',
      examples([
        ['trueup incident f-0123456789abcdef', 'to standard output'],
        ['trueup incident f-0123456789abcdef incident.md', 'to a new file'],
        ['trueup incident f-0123456789abcdef incident.json -o json', 'for programs'],
      ]),
    )
    .action((findingId: string, file: string | undefined, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, settings, result }) => {
        const { incident, markdown } = await trueup.getIncident({ findingId });
        if (file === undefined || file === '-') {
          result(incident, () => markdown);
          return NOTHING_TO_DO;
        }
        const path = resolve(file);
        await writeNewFile(
          path,
          resultText(incident, () => markdown, settings),
          'incident',
        );
        result({ findingId, file: path }, () => `Wrote ${path}.`);
        return NOTHING_TO_DO;
      }),
    );
}
