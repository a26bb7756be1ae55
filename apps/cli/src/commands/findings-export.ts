import { resolve } from 'node:path';
import { exportFormat, type ExportFormat } from '@trueup/api-contract';
import { Option, type Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { writeNew } from '../write-new.ts';
import { examples } from './examples.ts';
import { addFindingQuery, findingQuery, type FindingQueryOptions } from './finding-query.ts';

interface ExportOptions extends FindingQueryOptions {
  readonly format: ExportFormat;
  readonly file?: string;
}

export function addFindingsExport(findings: Command, shell: Shell): void {
  addFindingQuery(
    findings
      .command('export')
      .description('write open findings in a form for other tools, to standard output or a new file'),
  )
    .addOption(new Option('--format <format>', 'the form').choices(exportFormat.options).makeOptionMandatory())
    .option('-f, --file <file>', 'write to this file, which must not be there yet')
    .addHelpText(
      'after',
      examples([
        ['trueup findings export --format csv -f findings.csv', 'for a spreadsheet'],
        ['trueup findings export --format sarif --severity CRITICAL > trueup.sarif', 'for a code host'],
        ['trueup findings export --format ocsf --all > findings.json', 'everything, for a data lake'],
      ]),
    )
    .action((options: ExportOptions, command: Command) =>
      shell.withTrueup(command, async (here) => {
        const { format, file } = options;
        const query = findingQuery(options);
        if (file === undefined || file === '-') {
          await here.stream(await here.trueup.exportFindings({ format, ...query }));
          return NOTHING_TO_DO;
        }
        const path = resolve(file);
        const writing = writeNew(here, path, () => here.trueup.exportFindings({ format, ...query }));
        here.ifInterrupted(`${path} was not written`);
        here.atEnd(() => Promise.allSettled([writing]).then(() => undefined));
        const bytes = await writing;
        here.result({ file: path, bytes }, () => `Wrote ${path}: ${bytes} bytes.`);
        return NOTHING_TO_DO;
      }),
    );
}
