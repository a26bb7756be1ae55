import { writeFile } from 'node:fs/promises';
import { fixRunbook, lintRunbook, type LintOptions } from '@trueup/core';
import { textOf } from '../../read-option.ts';
import { UsageError } from '../../usage-error.ts';
import { validationOf, type ValidatedFile, type Validation } from './validation.ts';

export interface ValidateFiles {
  readonly files: readonly string[];
  readonly fix: boolean;
  /** May differ by file: the permissions of an undo are others than those of a repair. */
  readonly optionsFor: (file: string) => LintOptions;
}

/** Reads every file before it changes any. */
export async function validateFiles({ files, fix, optionsFor }: ValidateFiles): Promise<Validation> {
  if (fix && files.includes('-')) throw new UsageError('--fix changes files, and standard input is none');
  const named = [...new Set(files)];
  const read: { file: string; text: string }[] = [];
  for (const file of named) read.push({ file, text: await textOf(file, 'runbook') });
  const validated: ValidatedFile[] = [];
  for (const { file, text } of read) {
    validated.push(
      fix
        ? await fixFile(file, text, optionsFor(file))
        : { file, diagnostics: lintRunbook(text, optionsFor(file)), fixed: [] },
    );
  }
  return validationOf(validated);
}

async function fixFile(file: string, text: string, options: LintOptions): Promise<ValidatedFile> {
  const repaired = fixRunbook(text, options);
  if (repaired.text !== text) await writeFile(file, repaired.text);
  return { file, diagnostics: repaired.left, fixed: repaired.fixed };
}
