import { mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Output } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { writeNewFile } from '../write-new-file.ts';
import { addDocumentOptions, documentQuery, type DocumentOptions } from './document-options.ts';
import { examples } from './examples.ts';

interface ExportOptions extends DocumentOptions {
  readonly attachments?: string;
}

export function addRunbookExport(runbook: Command, shell: Shell): void {
  addDocumentOptions(
    runbook
      .command('export <name> [file]')
      .description('write the text of a stored runbook to a new file, or to standard output'),
  )
    .option('--attachments <dir>', 'write its attachments into this directory')
    .addHelpText(
      'after',
      examples([
        ['trueup runbook export Fix-Bucket fix.yaml', 'the default version'],
        ['trueup runbook export Fix-Bucket --format JSON > fix.json', 'to standard output'],
        ['trueup runbook export Fix-Bucket fix.yaml --attachments ./files', 'with its attachments'],
      ]),
    )
    .action((name: string, file: string | undefined, options: ExportOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const exported = await trueup.exportDocument(documentQuery(name, options));
        const files = options.attachments === undefined ? [] : await writeAttachments(options.attachments, exported);
        if (file === undefined || file === '-') {
          result(exported, () => exported.version.content);
          return NOTHING_TO_DO;
        }
        const path = resolve(file);
        await writeNewFile(path, exported.version.content, 'runbook export');
        const written = [path, ...files];
        result({ name, version: exported.version.version, files: written }, () => `Wrote ${written.join(', ')}.`);
        return NOTHING_TO_DO;
      }),
    );
}

async function writeAttachments(dir: string, { attachments }: Output<'exportDocument'>): Promise<string[]> {
  for (const { name } of attachments) requireFileName(name);
  await mkdir(dir, { recursive: true });
  const paths = attachments.map(({ name }) => resolve(join(dir, name)));
  await Promise.all(
    attachments.map(({ base64 }, at) => writeNewFile(paths[at] ?? '', Buffer.from(base64, 'base64'), 'runbook export')),
  );
  return paths;
}

/** The server's word alone does not say where a file is written. */
function requireFileName(name: string): void {
  if (basename(name) === name && !/^\.{0,2}$|[\\/]/.test(name)) return;
  throw new UsageError(`attachment ${JSON.stringify(name)} is no plain file name: nothing is written`);
}
