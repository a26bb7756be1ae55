import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { addCheckpointOptions } from './checkpoint-options.ts';
import { checkpointSource, type SourceOptions } from './checkpoint-source.ts';
import { examples } from './examples.ts';
import { several } from './option-parsers.ts';

interface PruneOptions extends SourceOptions {
  readonly before: string;
}

export function addAuditPrune(audit: Command, shell: Shell): void {
  addCheckpointOptions(
    audit
      .command('prune')
      .description('remove old records that a checkpoint covers; the rest stays a chain, and a record tells of it')
      .requiredOption('--before <time>', 'remove what is older, such as 2026-01-31T00:00:00Z')
      .option('--checkpoints <place>', 'where checkpoints are kept outside (default: where they are written)')
      .option(
        '--key <file>',
        "a public key that they are trusted by (default: the server's own); may be repeated",
        several,
      )
      .addHelpText(
        'after',
        examples([
          ['trueup audit prune --before 2026-01-31T00:00:00Z --checkpoints trueup.jsonl', 'once they are exported'],
        ]),
      ),
  ).action((options: PruneOptions, command: Command) =>
    shell.withPrepared(
      command,
      () => checkpointSource(options),
      async ({ trueup, result }, source) => {
        const removed = await trueup.removeRecords({ before: options.before, ...source });
        const { anchor, checkpoint } = removed;
        result(removed, () =>
          [
            `Removed ${removed.removed} records: the log begins after record ${anchor.seq}, ${anchor.hash}`,
            `The checkpoint of record ${checkpoint.seq} covers them.`,
          ].join('\n'),
        );
        return NOTHING_TO_DO;
      },
    ),
  );
}
