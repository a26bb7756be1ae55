import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { exportFormat, type ExportFormat } from '@trueup/api-contract';
import { Option, type Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Connected, Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
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

/** Never over another file, and nothing half is left. */
async function writeNew(
  { progress, interrupted }: Connected,
  path: string,
  read: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<number> {
  const to = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await new Promise<void>((opened, failed) => to.once('open', () => opened()).once('error', failed)).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new UsageError(`${path} exists already: export never overwrites a file`) : error;
    },
  );
  let bytes = 0;
  try {
    const chunks = await read();
    await pipeline(
      chunks,
      async function* (source: AsyncIterable<Uint8Array>) {
        for await (const chunk of source) {
          bytes += chunk.length;
          progress.show(`exporting ${Math.ceil(bytes / 1024)} KiB`);
          yield chunk;
        }
      },
      to,
      { signal: interrupted },
    );
    return bytes;
  } catch (error) {
    to.destroy();
    await rm(path, { force: true });
    throw error;
  }
}
