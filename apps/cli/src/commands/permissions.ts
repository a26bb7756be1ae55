import type { Input } from '@trueup/api-contract';
import { Option, type Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';
import { several } from './option-parsers.ts';

interface PermissionsOptions {
  readonly format: Input<'permissions'>['format'];
  readonly mode: NonNullable<Input<'permissions'>['mode']>;
  readonly control?: readonly string[];
}

export function addPermissions(program: Command, shell: Shell): void {
  program
    .command('permissions')
    .description('print the permissions that the member role needs')
    .addOption(new Option('--format <format>', 'the form').choices(['iam', 'cloudformation']).default('iam'))
    .addOption(
      new Option('--mode <mode>', 'only to read, or to repair and undo as well')
        .choices(['detect', 'remediate'])
        .default('remediate'),
    )
    .option('--control <id>', 'only for this control; may be repeated', several)
    .addHelpText(
      'after',
      examples([
        ['trueup permissions --mode detect', 'IAM policies for a role that only reads'],
        ['trueup permissions --format cloudformation > role.json', 'a template that makes the role'],
      ]),
    )
    .action(({ format, mode, control }: PermissionsOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const permissions = await trueup.permissions({ format, mode, ...(control ? { controls: control } : {}) });
        result(permissions, () => permissions.text);
        return NOTHING_TO_DO;
      }),
    );
}
