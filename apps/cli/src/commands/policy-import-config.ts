import { configRemediations } from '@trueup/core';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { NOTHING_TO_DO } from '../exit-code.ts';
import { textOf } from '../read-option.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

/** Needs no server and no store: it prints, and changes no policy. */
export function addPolicyImportConfig(policy: Command, shell: Shell): void {
  policy
    .command('import-config <file>')
    .description("print AWS Config's remediation configurations, or a conformance pack's, as lines of the policy")
    .addHelpText(
      'after',
      `${examples([
        [
          'trueup policy import-config configurations.json',
          'what `aws configservice describe-remediation-configurations` has printed',
        ],
        ['trueup policy import-config conformance-pack.yaml > remediations.yaml', 'from a conformance pack'],
      ])}

The documents stay in the target account's own SSM. Automatic ones start as automatic, and wait for approval until they
have the record that \`promotion\` asks for.`,
    )
    .action((file: string, _options: unknown, command: Command) =>
      shell.perform(command, async ({ result }) => {
        const read = configRemediations(await textOf(file, 'configuration'));
        if (read.kind === 'invalid') {
          throw new UsageError(read.problems.map((problem) => `${file}: ${problem}`).join('\n'));
        }
        const lines = { remediations: read.lines };
        result(lines, () => stringify(lines, { aliasDuplicateObjects: false }));
        return NOTHING_TO_DO;
      }),
    );
}
