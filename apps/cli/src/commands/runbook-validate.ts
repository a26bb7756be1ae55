import { Option, type Command } from 'commander';
import { FAILED, NOTHING_TO_DO } from '../exit-code.ts';
import { runsHere } from '../runbook/validate/local-runtimes.ts';
import { readPermissions } from '../runbook/validate/read-permissions.ts';
import { sarifOf } from '../runbook/validate/sarif.ts';
import { validateFiles } from '../runbook/validate/validate-files.ts';
import { validationText } from '../runbook/validate/validation-text.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

interface ValidateOptions {
  readonly permissions?: string;
  readonly fix?: boolean;
  readonly format: 'text' | 'json' | 'sarif';
}

/** Needs no server and no store. */
export function addRunbookValidate(runbook: Command, shell: Shell): void {
  runbook
    .command('validate <file...>')
    .description('say what is wrong with Automation documents, without running them; - is standard input')
    .option(
      '--permissions <file>',
      'what they may do: statements, an IAM policy, or the permissions.json of a control; as a file, @FILE or JSON',
    )
    .option('--fix', 'make the obvious repairs in the files, and say what is left')
    .addOption(new Option('--format <format>', 'the form').choices(['text', 'json', 'sarif']).default('text'))
    .addHelpText(
      'after',
      `${examples([
        [
          'trueup runbook validate runbook.yaml undo.yaml --permissions permissions.json',
          'calls that would be refused',
        ],
        ['trueup runbook validate *.yaml --fix', 'with the obvious repairs'],
        ['trueup runbook validate *.yaml --format sarif > trueup.sarif', 'for a code host'],
      ])}

Exit codes: 0 no errors, 1 errors. docs/runbook-rules.md has every rule.`,
    )
    .action((files: string[], { permissions, fix = false, format }: ValidateOptions, command: Command) =>
      shell.perform(command, async ({ settings, look, result }) => {
        const allowed = permissions === undefined ? undefined : await readPermissions(permissions);
        // With a server, it is the server that runs the scripts.
        const scripts = settings.server === undefined ? { runs: runsHere() } : {};
        const { awsApiModel } = await import('@trueup/aws');
        const api = awsApiModel();
        const validation = await validateFiles({
          files,
          fix,
          optionsFor: (file) => ({ api, ...scripts, ...(allowed ? { permissions: allowed(file) } : {}) }),
        });
        const value = format === 'sarif' ? sarifOf(validation) : validation;
        result(value, () =>
          format === 'text' ? validationText(validation, look) : JSON.stringify(value, undefined, 2),
        );
        return validation.errors > 0 ? FAILED : NOTHING_TO_DO;
      }),
    );
}
