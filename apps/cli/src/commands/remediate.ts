import type { Command } from 'commander';
import type { Output } from '@trueup/api-contract';
import { NOTHING_TO_DO, PENDING, type ExitCode } from '../exit-code.ts';
import { carryOut } from '../remediation/carry-out.ts';
import { remediateMany } from '../remediation/remediate-many.ts';
import type { Connected, Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { addFindingFilter, findingFilter, type FindingFilterOptions } from './finding-filter.ts';
import { wholeNumber } from './option-parsers.ts';

interface RemediateOptions extends FindingFilterOptions {
  readonly all?: boolean;
  readonly automatic?: boolean;
  readonly scan?: string;
  readonly dryRun?: boolean;
  readonly yesCount?: number;
}

export function addRemediate(program: Command, shell: Shell): void {
  const remediate = program
    .command('remediate [finding-id]')
    .description('repair one finding, or every open one that a filter names; what needs an approval waits for it');
  addFindingFilter(remediate)
    .option('--all', 'every open finding')
    .option('--automatic', 'what the policy lets run by itself, and nothing else; does not wait for the end')
    .option('--scan <id>', 'with --automatic: only the accounts and controls of this scan')
    .option('--dry-run', 'plan, and start nothing')
    .option('--yes-count <number>', 'for scripts: go on when exactly so many repairs would start', wholeNumber)
    .addHelpText(
      'after',
      examples([
        ['trueup remediate f-0123456789abcdef', 'plan, repair, verify'],
        ['trueup remediate --control S3.8 --dry-run', 'the plans alone'],
        ['trueup remediate --control S3.8 --yes-count 12', 'a script that expects 12 repairs'],
        ['trueup remediate --automatic', 'after a scan, from cron'],
      ]),
    )
    .action((findingId: string | undefined, options: RemediateOptions, command: Command) => {
      const { dryRun = false } = options;
      const filter = findingFilter(options);
      checkSelection(findingId, options, Object.keys(filter).length > 0);
      return shell.withTrueup(
        command,
        async (here) => {
          if (options.automatic) return remediateAutomatic(here, options.scan);
          if (findingId === undefined) return remediateMany(here, { filter, dryRun, yesCount: options.yesCount });
          return carryOut(here, await here.trueup.makePlan({ findingId }), dryRun);
        },
        { worker: !dryRun },
      );
    });
}

/** Exactly one way of saying what to repair, so that nothing is repaired by a slip. */
function checkSelection(findingId: string | undefined, options: RemediateOptions, filtered: boolean): void {
  const { all = false, automatic = false, scan, dryRun, yesCount } = options;
  const ways = [findingId !== undefined, filtered, all, automatic].filter(Boolean).length;
  if (ways !== 1) {
    throw new UsageError(
      'remediate: name one finding id, or a filter (--control, --account, …), or --all, or --automatic',
    );
  }
  if (automatic && (dryRun || yesCount !== undefined)) {
    throw new UsageError('remediate: --automatic does what the policy says: without --dry-run and --yes-count');
  }
  if (scan !== undefined && !automatic) throw new UsageError('remediate: --scan goes with --automatic');
  if (findingId !== undefined && yesCount !== undefined)
    throw new UsageError('remediate: --yes-count goes with a filter');
}

async function remediateAutomatic(here: Connected, scanId: string | undefined): Promise<ExitCode> {
  const counts = await here.trueup.remediateAutomatic(scanId === undefined ? {} : { scanId });
  here.result(counts, () => countsText(counts));
  return counts.started + counts.proposed > 0 ? PENDING : NOTHING_TO_DO;
}

function countsText({ started, proposed, left }: Output<'remediateAutomatic'>): string {
  const reasons = Object.entries(left).map(([reason, count]) => `${count} left (${reason})`);
  return `${[`${started} started`, `${proposed} wait for approval`, ...reasons].join(', ')}.`;
}
