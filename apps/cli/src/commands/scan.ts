import type { Input, Scan } from '@trueup/api-contract';
import type { Command } from 'commander';
import { FAILED, NOTHING_TO_DO, PENDING, type ExitCode } from '../exit-code.ts';
import type { Connected, Shell } from '../shell.ts';
import { bar } from '../terminal/progress.ts';
import { scanText } from '../text/scan-text.ts';
import { examples } from './examples.ts';
import { several } from './option-parsers.ts';

interface ScanOptions {
  readonly control?: readonly string[];
  readonly account?: readonly string[];
  readonly region?: readonly string[];
}

const LOOK_EVERY_MS = 300;

export function addScan(program: Command, shell: Shell): void {
  program
    .command('scan')
    .description(
      'read resources and judge them; exits 2 when findings are open, 1 when it could not read all and found none',
    )
    .option('--control <id>', 'only this control; may be repeated', several)
    .option('--account <id>', 'only this account; may be repeated', several)
    .option('--region <name>', 'only this region; may be repeated', several)
    .addHelpText(
      'after',
      examples([
        ['trueup scan', 'all that the policy names'],
        ['trueup scan --control S3.8 --region eu-west-1', 'one control in one region'],
        ["trueup scan -o json --query 'scan.counts'", 'only the counts, for a program'],
      ]),
    )
    .action((options: ScanOptions, command: Command) =>
      shell.withTrueup(command, (here) => runScan(here, selectionOf(options))),
    );
}

function selectionOf({ control, account, region }: ScanOptions): Input<'startScan'> {
  return {
    ...(control ? { controls: control } : {}),
    ...(account ? { accounts: account } : {}),
    ...(region ? { regions: region } : {}),
  };
}

async function runScan(here: Connected, selection: Input<'startScan'>): Promise<ExitCode> {
  const { trueup, result, look } = here;
  const finished = await followScan(here, await trueup.startScan(selection));
  const { accounts, regions, controls } = finished;
  const { counts } = await trueup.countFindings({
    by: 'severity',
    accounts,
    regions,
    controls,
    workflows: ['NEW', 'NOTIFIED'],
    recordStates: ['ACTIVE'],
  });
  result({ scan: finished, openFindings: counts }, () => scanText(finished, counts, look));
  if (finished.status === 'failed') return FAILED;
  if (counts.length > 0) return PENDING;
  // Nothing found is only good news when everything was read.
  return finished.gapsTotal > 0 ? FAILED : NOTHING_TO_DO;
}

async function followScan({ trueup, progress, pause }: Connected, begun: Scan): Promise<Scan> {
  let scan = begun;
  while (scan.status === 'running') {
    const { listsDone, listsTotal, counts } = scan;
    progress.show(
      `${bar(listsDone, listsTotal)} lists, ${counts.resources} resources, ${counts.nonCompliant} non-compliant`,
    );
    await pause(LOOK_EVERY_MS);
    scan = await trueup.getScan({ id: scan.id });
  }
  progress.end();
  return scan;
}
