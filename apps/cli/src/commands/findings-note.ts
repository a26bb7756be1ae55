import type { Command } from 'commander';
import { updateFindings } from '../finding/update-findings.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

export function addFindingsNote(findings: Command, shell: Shell): void {
  findings
    .command('note <finding-id> <text>')
    .description('put a note on a finding, in the place of the one it has')
    .addHelpText(
      'after',
      examples([['trueup findings note f-0123456789abcdef "ticket OPS-42"', 'for whoever comes next']]),
    )
    .action((id: string, text: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, (here) => updateFindings(here, [id], { Note: { Text: text } })),
    );
}
