import type { Command } from 'commander';
import { carryOut } from '../remediation/carry-out.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

interface UndoOptions {
  readonly dryRun?: boolean;
}

export function addUndo(program: Command, shell: Shell): void {
  program
    .command('undo <execution-id>')
    .description('put a resource back as it was before a repair; automation then leaves it alone until resumed')
    .option('--dry-run', 'plan, and start nothing')
    .addHelpText(
      'after',
      examples([
        ['trueup undo 3f0c9a52-…', 'plan, undo, verify'],
        ['trueup undo 3f0c9a52-… --dry-run', 'what it would change'],
      ]),
    )
    .action((executionId: string, { dryRun = false }: UndoOptions, command: Command) =>
      shell.withTrueup(command, async (here) => carryOut(here, await here.trueup.planUndo({ executionId }), dryRun), {
        worker: !dryRun,
      }),
    );
}
