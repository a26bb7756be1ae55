import type { Command } from 'commander';
import { carryOut } from '../remediation/carry-out.ts';
import type { Shell } from '../shell.ts';
import { examples } from './examples.ts';

export function addPlan(program: Command, shell: Shell): void {
  program
    .command('plan <finding-id>')
    .description('work out what a repair would change, without changing it; exits 2 when there are changes')
    .addHelpText(
      'after',
      examples([
        ['trueup plan f-0123456789abcdef', 'calls, changes, permissions, undo and hash'],
        ["trueup plan f-0123456789abcdef --query 'plan.hash'", 'only the hash, as JSON'],
      ]),
    )
    .action((findingId: string, _options: unknown, command: Command) =>
      shell.withTrueup(command, async (here) => carryOut(here, await here.trueup.makePlan({ findingId }), true)),
    );
}
