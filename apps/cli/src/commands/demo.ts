import type { Command } from 'commander';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

interface DemoCommandOptions {
  readonly keep?: boolean;
  readonly aws?: boolean;
}

export function addDemo(program: Command, shell: Shell): void {
  program
    .command('demo')
    .description('see the whole loop on a stand-in for AWS, without an account')
    .option('--keep', 'leave everything running at the end, to go on by hand')
    .option('--aws', 'scan and plan, and change nothing, with the credentials of the environment instead')
    .addHelpText(
      'after',
      examples([
        ['trueup demo', 'find, plan, repair, verify, undo, prove'],
        ['trueup demo --keep', 'and then go on by hand'],
      ]),
    )
    .action(({ keep = false, aws = false }: DemoCommandOptions, command: Command) =>
      shell.perform(command, async (here) => {
        const { demo } = await import('../demo/index.ts');
        return demo(here, { keep, aws });
      }),
    );
}
