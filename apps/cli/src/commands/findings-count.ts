import { findingGroup, type FindingGroup } from '@trueup/api-contract';
import { Option, type Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { groupCountsText } from '../text/group-counts-text.ts';
import { examples } from './examples.ts';
import { addFindingQuery, findingQuery, type FindingQueryOptions } from './finding-query.ts';

interface CountOptions extends FindingQueryOptions {
  readonly by: FindingGroup;
}

export function addFindingsCount(findings: Command, shell: Shell): void {
  addFindingQuery(findings.command('count').description('how many open findings a group holds, most first'))
    .addOption(new Option('--by <group>', 'what they are counted by').choices(findingGroup.options).default('severity'))
    .addHelpText(
      'after',
      examples([
        ['trueup findings count --by accountId --severity CRITICAL', 'where the worst are'],
        ['trueup findings count --by product --all', 'who reports how much'],
      ]),
    )
    .action((options: CountOptions, command: Command) =>
      shell.withTrueup(command, async ({ trueup, look, result }) => {
        const query = findingQuery(options);
        // Left out, the record state would be ACTIVE.
        const states = query.recordStates ?? ['ACTIVE', 'ARCHIVED'];
        const counted = await trueup.countFindings({ by: options.by, ...query, recordStates: states });
        result(counted, () => groupCountsText(options.by, counted.counts, look));
        return NOTHING_TO_DO;
      }),
    );
}
