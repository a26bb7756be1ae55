import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { findingText } from '../text/finding-text.ts';
import { examples } from './examples.ts';
import { addFindingsCount } from './findings-count.ts';
import { addFindingsExport } from './findings-export.ts';
import { addFindingsHistory } from './findings-history.ts';
import { addFindingsImport } from './findings-import.ts';
import { addFindingsList } from './findings-list.ts';
import { addFindingsNote } from './findings-note.ts';
import { addFindingsUpdate } from './findings-update.ts';

export function addFindings(program: Command, shell: Shell): void {
  const findings = program
    .command('findings')
    .description('what is wrong, whoever found it')
    .addHelpText(
      'after',
      examples([
        ['trueup findings list --severity CRITICAL', 'the worst first'],
        ['trueup findings import prowler.ocsf.json', 'what another tool has found'],
      ]),
    );
  addFindingsList(findings, shell);
  findings
    .command('show <finding-id>')
    .description('one finding: who reports it, why it is urgent, its plans and executions, what changed it')
    .addHelpText('after', examples([['trueup findings show f-0123456789abcdef', 'all that is known of it']]))
    .action((id: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const detail = await trueup.getFinding({ id });
        result(detail, () => findingText(detail, look));
        return NOTHING_TO_DO;
      }),
    );
  for (const add of [
    addFindingsCount,
    addFindingsHistory,
    addFindingsUpdate,
    addFindingsNote,
    addFindingsImport,
    addFindingsExport,
  ]) {
    add(findings, shell);
  }
}
