import { resolve } from 'node:path';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { writeNew } from '../write-new.ts';
import { examples } from './examples.ts';

interface ExportOptions {
  readonly from?: string;
  readonly to?: string;
  readonly file?: string;
}

export function addAuditExport(audit: Command, shell: Shell): void {
  audit
    .command('export')
    .description('write the records of a time as JSON lines that can be verified alone')
    .option('--from <time>', 'such as 2026-01-01T00:00:00Z (default: from the first that is kept)')
    .option('--to <time>', 'such as 2026-01-31T23:59:59Z (default: to the last)')
    .option('-f, --file <file>', 'write to this file, which must not be there yet')
    .addHelpText(
      'after',
      examples([
        ['trueup audit export --from 2026-01-01T00:00:00Z -f 2026.jsonl', 'this year'],
        [
          'trueup audit export --to 2026-01-31T23:59:59Z > old.jsonl',
          'all up to then; `trueup audit verify --file` reads it',
        ],
      ]),
    )
    .action(({ from, to, file }: ExportOptions, command: Command) =>
      shell.withTrueup(command, async (here) => {
        const times = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
        if (file === undefined || file === '-') {
          await here.stream(await here.trueup.exportRecords(times));
          return NOTHING_TO_DO;
        }
        const path = resolve(file);
        const writing = writeNew(here, path, () => here.trueup.exportRecords(times));
        here.ifInterrupted(`${path} was not written`);
        here.atEnd(() => Promise.allSettled([writing]).then(() => undefined));
        const bytes = await writing;
        here.result({ file: path, bytes }, () => `Wrote ${path}: ${bytes} bytes.`);
        return NOTHING_TO_DO;
      }),
    );
}
