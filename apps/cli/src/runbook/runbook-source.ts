import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DocumentSelection } from '@trueup/api-contract';
import type { Command } from 'commander';
import { textOf } from '../read-option.ts';
import { UsageError } from '../usage-error.ts';
import { permissionsOption } from './permissions-option.ts';

/** A document may have 64 KB; nothing larger is even sent. */
const LARGEST_DOCUMENT_BYTES = 64 * 1024;
const STDIN_NAME = 'stdin';

export interface RunbookSourceOptions {
  readonly documentVersion?: string;
  readonly permissions?: string;
}

export function addRunbookSource(command: Command): Command {
  return command
    .option('--document-version <version>', 'of a stored runbook: a number, $DEFAULT or $LATEST (default: $DEFAULT)')
    .option(
      '--permissions <json>',
      "of a file: JSON or @FILE, statements or an IAM policy that narrow the role (default: the role's own)",
    );
}

/** A file if there is one of this name, `-` for standard input, else the name of a stored runbook. */
export async function runbookSource(
  source: string,
  { documentVersion, permissions }: RunbookSourceOptions,
): Promise<DocumentSelection> {
  if (!(await isFile(source))) {
    if (permissions !== undefined) throw new UsageError('--permissions goes with a file: a stored runbook has its own');
    return { kind: 'stored', name: source, ...(documentVersion === undefined ? {} : { version: documentVersion }) };
  }
  if (documentVersion !== undefined) throw new UsageError(`--document-version goes with a stored runbook, not a file`);
  const statements = permissions === undefined ? undefined : await permissionsOption(permissions);
  return {
    kind: 'text',
    name: runbookName(source),
    text: await runbookText(source),
    ...(statements ? { permissions: statements } : {}),
  };
}

/** The text of a runbook in a file. Rejects when it is too large to be one. */
export async function runbookText(path: string): Promise<string> {
  if (path !== '-') refuseLarge(path, (await sizeOf(path)) ?? 0);
  const text = await textOf(path, 'runbook');
  refuseLarge(path, Buffer.byteLength(text));
  return text;
}

function refuseLarge(path: string, bytes: number): void {
  if (bytes <= LARGEST_DOCUMENT_BYTES) return;
  const what = path === '-' ? 'standard input' : path;
  throw new UsageError(`${what} has ${bytes} bytes: a runbook may have at most ${LARGEST_DOCUMENT_BYTES}`);
}

/** A file's name as a document name: what SSM allows in one, without the ending. */
export function runbookName(path: string): string {
  if (path === '-') return STDIN_NAME;
  const name = basename(path)
    .replace(/\.(ya?ml|json)$/i, '')
    .replace(/[^\w.-]/g, '-')
    .slice(0, 128);
  return name.padEnd(3, '_');
}

async function isFile(source: string): Promise<boolean> {
  if (source === '-') return true;
  if ((await sizeOf(source)) !== undefined) return true;
  // Names of documents hold no slash but in ARNs, and rarely end so.
  const meantAsPath = /\.(ya?ml|json)$/i.test(source) || (source.includes('/') && !source.startsWith('arn:'));
  if (meantAsPath) throw new UsageError(`no file ${source}`);
  return false;
}

/** Undefined: there is no such file. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? undefined : found.size;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
