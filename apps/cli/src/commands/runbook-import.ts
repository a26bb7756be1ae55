import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AttachmentContent, Input, Output, Tag } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import { tagOption } from '../read-option.ts';
import { permissionsOption } from '../runbook/permissions-option.ts';
import { runbookName, runbookText } from '../runbook/runbook-source.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { several } from './option-parsers.ts';

interface ImportOptions {
  readonly name?: string;
  readonly versionName?: string;
  readonly displayName?: string;
  readonly targetType?: string;
  readonly tag?: readonly Tag[];
  readonly permissions?: string;
  readonly attachment?: readonly string[];
  readonly default?: boolean;
}

export function addRunbookImport(runbook: Command, shell: Shell): void {
  runbook
    .command('import <file>')
    .description('store a runbook, YAML or JSON; a name that is known gets a next version')
    .option('--name <name>', "what it is called (default: the file's name without its ending)")
    .option('--default', 'make it the version that runs when none is named; the first one is')
    .option('--version-name <name>', 'a name for this version')
    .option('--display-name <text>', 'a name for people')
    .option('--target-type <type>', 'such as /AWS::S3::Bucket: what it may be run on by target')
    .option('--tag <key=value>', 'a tag of the runbook; may be repeated', tagOption)
    .option(
      '--permissions <json>',
      "JSON or @FILE: statements or an IAM policy that narrow the role (default: the role's own)",
    )
    .option('--attachment <file>', 'a file that its `files` name; may be repeated', several)
    .addHelpText(
      'after',
      examples([
        ['trueup runbook import fix.yaml --name Fix-Bucket', 'the first version, or the next one'],
        ['trueup runbook import fix.yaml --name Fix-Bucket --default', 'and it is what runs from now on'],
        [
          'trueup runbook import fix.yaml --attachment steps.zip --permissions @permissions.json',
          'with what belongs to it',
        ],
      ]),
    )
    .action((file: string, options: ImportOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => importInput(file, options),
        async ({ trueup, result }, input) => {
          const imported = await trueup.importDocument(input);
          result(imported, () => importedText(imported));
          return NOTHING_TO_DO;
        },
      ),
    );
}

async function importInput(file: string, options: ImportOptions): Promise<Input<'importDocument'>> {
  const { name, versionName, displayName, targetType, tag, permissions, attachment = [] } = options;
  if (file === '-' && name === undefined) throw new UsageError('runbook import -: a text without a file needs --name');
  const statements = permissions === undefined ? undefined : await permissionsOption(permissions);
  return {
    name: name ?? runbookName(file),
    content: await runbookText(file),
    ...(versionName === undefined ? {} : { versionName }),
    ...(displayName === undefined ? {} : { displayName }),
    ...(targetType === undefined ? {} : { targetType }),
    ...(tag ? { tags: tag } : {}),
    ...(statements ? { permissions: statements } : {}),
    ...(attachment.length === 0 ? {} : { attachments: await Promise.all(attachment.map(attachmentOf)) }),
    setDefault: options.default ?? false,
  };
}

async function attachmentOf(path: string): Promise<AttachmentContent> {
  try {
    return { name: basename(path), base64: await readFile(path, 'base64') };
  } catch (error) {
    throw new UsageError(`--attachment ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function importedText({ document, version, change }: Output<'importDocument'>): string {
  const what = `${document.name}, version ${version.version}`;
  const stored = change === 'unchanged' ? `This is ${what} already.` : `Stored ${what}.`;
  if (document.defaultVersion === version.version) return `${stored} It is the default version.`;
  return `${stored} The default is still version ${document.defaultVersion}; --default makes the imported one it.`;
}
