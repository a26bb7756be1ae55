import type { Input, Plan } from '@trueup/api-contract';
import type { Command } from 'commander';
import { NOTHING_TO_DO, PENDING, type ExitCode } from '../exit-code.ts';
import { decideMany } from '../remediation/decide-many.ts';
import type { Connected, Shell } from '../shell.ts';
import { canAsk, confirm } from '../terminal/ask.ts';
import { nextStepText, planText } from '../text/plan-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { several, wholeNumber } from './option-parsers.ts';

type Verdict = Input<'decidePlan'>['verdict'];

interface DecideOptions {
  readonly hash?: string;
  readonly reason?: string;
  readonly breakGlass?: boolean;
  readonly waiting?: boolean;
  readonly control?: readonly string[];
  readonly yesCount?: number;
}

export function addApprove(program: Command, shell: Shell): void {
  selection(program.command('approve [plan-id...]'))
    .description('say yes to exactly these plans; without --hash they are shown first')
    .option('--reason <text>', 'why, for the record')
    .option(
      '--break-glass',
      'in an emergency: on your own responsibility it may start, whatever approvals and guards are missing; needs --reason',
    )
    .addHelpText(
      'after',
      examples([
        ['trueup approve plan-0123456789abcdef', 'look at it, then confirm'],
        ['trueup approve plan-0123456789abcdef --hash 1f3c…', 'the one that was looked at, from a script'],
        ['trueup approve --waiting --control S3.8', 'all that wait, after a look at each'],
        ['trueup approve plan-0123456789abcdef --break-glass --reason "data is leaking now"', 'in an emergency'],
      ]),
    )
    .action((ids: readonly string[], options: DecideOptions, command: Command) => {
      const verdict = options.breakGlass ? 'break-glass' : 'approve';
      checkSelection('approve', ids, options);
      return shell.withTrueup(command, (here) => decide(here, verdict, ids, options));
    });
}

export function addReject(program: Command, shell: Shell): void {
  selection(program.command('reject [plan-id...]'))
    .description('say no to plans; they can never be started')
    .requiredOption('--reason <text>', 'why, for the record')
    .addHelpText(
      'after',
      examples([['trueup reject plan-0123456789abcdef --reason "the bucket is public on purpose"', 'with a reason']]),
    )
    .action((ids: readonly string[], options: DecideOptions, command: Command) => {
      checkSelection('reject', ids, options);
      return shell.withTrueup(command, (here) => decide(here, 'reject', ids, options));
    });
}

function selection(command: Command): Command {
  return command
    .option('--hash <hash>', 'the hash of the one plan that was looked at')
    .option('--waiting', 'every plan that waits for an approval')
    .option('--control <id>', 'with --waiting: only of this control; may be repeated', several)
    .option(
      '--yes-count <number>',
      'for scripts, with several plans: go on when they are exactly so many',
      wholeNumber,
    );
}

/** Exactly one way of saying what is decided. */
function checkSelection(name: string, ids: readonly string[], options: DecideOptions): void {
  const { hash, waiting = false, control, yesCount, breakGlass = false, reason } = options;
  if (ids.length > 0 === waiting) throw new UsageError(`${name}: name plans, or every one that waits with --waiting`);
  if (control && !waiting) throw new UsageError(`${name}: --control goes with --waiting`);
  const single = ids.length === 1;
  if (!single && hash !== undefined) throw new UsageError(`${name}: --hash is of one plan`);
  if (single && yesCount !== undefined) throw new UsageError(`${name}: --yes-count goes with several plans`);
  if (breakGlass && !single) throw new UsageError(`${name}: --break-glass is for one plan at a time`);
  if (breakGlass && reason === undefined) throw new UsageError(`${name}: --break-glass needs --reason`);
}

function decide(
  here: Connected,
  verdict: Verdict,
  ids: readonly string[],
  { hash, reason, control, yesCount }: DecideOptions,
): Promise<ExitCode> {
  const word = reason === undefined ? {} : { reason };
  const [id, ...others] = ids;
  if (verdict === 'break-glass' || (id !== undefined && others.length === 0)) {
    return decideOne(here, { id: id ?? '', verdict, ...word }, hash);
  }
  const chosen = ids.length > 0 ? { ids } : { controls: control };
  return decideMany(here, { chosen, verdict, yesCount, ...word });
}

async function decideOne(
  here: Connected,
  given: Omit<Input<'decidePlan'>, 'hash'>,
  hash: string | undefined,
): Promise<ExitCode> {
  const looked = hash ?? (await lookAt(here, given.verdict, given.id));
  const plan = await here.trueup.decidePlan({ ...given, hash: looked });
  if (plan.status === 'waiting-for-approval') {
    here.result(plan, () => `Your yes counts. ${nextStepText(plan)}`);
    return PENDING;
  }
  const how = given.verdict === 'break-glass' ? 'may start by breaking the glass' : `is ${plan.status}`;
  here.result(plan, () => `Plan ${plan.id} ${how}. ${nextStepText(plan)}`);
  return NOTHING_TO_DO;
}

/** The hash of the plan that the person has seen and confirmed, here and now. */
async function lookAt(here: Connected, verdict: Verdict, id: string): Promise<Plan['hash']> {
  const name = verdict === 'reject' ? 'reject' : 'approve';
  if (!canAsk()) throw new UsageError(`${name}: pass --hash, as \`trueup plans show ${id}\` prints it`);
  const shown = await here.trueup.getPlan({ id });
  process.stderr.write(`${planText(shown, here.look, Date.now())}\n\n`);
  await confirm(`This is for plan ${id} as shown.`, verdict, 'pass --hash');
  return shown.plan.hash;
}
