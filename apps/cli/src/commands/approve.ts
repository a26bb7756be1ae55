import type { Plan } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import type { Connected, Shell } from '../shell.ts';
import { canAsk, confirm } from '../terminal/ask.ts';
import { nextStepText, planText } from '../text/plan-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

interface DecideOptions {
  readonly hash?: string;
  readonly reason?: string;
}

export function addApprove(program: Command, shell: Shell): void {
  program
    .command('approve <plan-id>')
    .description('say yes to exactly one plan; without --hash it is shown first')
    .option('--hash <hash>', 'the hash of the plan that was looked at')
    .option('--reason <text>', 'why, for the record')
    .addHelpText(
      'after',
      examples([
        ['trueup approve plan-0123456789abcdef', 'look at it, then confirm'],
        ['trueup approve plan-0123456789abcdef --hash 1f3c…', 'the one that was looked at, from a script'],
      ]),
    )
    .action((id: string, options: DecideOptions, command: Command) =>
      shell.withTrueup(command, async (here) => decide(here, 'approve', id, options)),
    );
}

export function addReject(program: Command, shell: Shell): void {
  program
    .command('reject <plan-id>')
    .description('say no to a plan; it can never be started')
    .option('--hash <hash>', 'the hash of the plan that was looked at')
    .requiredOption('--reason <text>', 'why, for the record')
    .addHelpText(
      'after',
      examples([['trueup reject plan-0123456789abcdef --reason "the bucket is public on purpose"', 'with a reason']]),
    )
    .action((id: string, options: DecideOptions, command: Command) =>
      shell.withTrueup(command, async (here) => decide(here, 'reject', id, options)),
    );
}

async function decide(
  here: Connected,
  verdict: 'approve' | 'reject',
  id: string,
  { hash, reason }: DecideOptions,
): Promise<ExitCode> {
  const looked = hash ?? (await lookAt(here, verdict, id));
  const plan = await here.trueup.decidePlan({ id, hash: looked, verdict, ...(reason === undefined ? {} : { reason }) });
  here.result(plan, () => `Plan ${plan.id} is ${plan.status} by ${here.settings.actor}. ${nextStepText(plan)}`);
  return NOTHING_TO_DO;
}

/** The hash of the plan that the person has seen and confirmed, here and now. */
async function lookAt(here: Connected, verdict: 'approve' | 'reject', id: string): Promise<Plan['hash']> {
  if (!canAsk()) throw new UsageError(`${verdict}: pass --hash, as \`trueup plans show ${id}\` prints it`);
  const shown = await here.trueup.getPlan({ id });
  process.stderr.write(`${planText(shown, here.look, Date.now())}\n\n`);
  await confirm(`This is for plan ${id} as shown.`, verdict, 'pass --hash');
  return shown.plan.hash;
}
