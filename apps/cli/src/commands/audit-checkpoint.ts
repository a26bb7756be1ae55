import type { Command } from 'commander';
import { NOTHING_TO_DO } from '../exit-code.ts';
import type { Shell } from '../shell.ts';
import { addCheckpointOptions } from './checkpoint-options.ts';
import { examples } from './examples.ts';

export function addAuditCheckpoint(audit: Command, shell: Shell): void {
  addCheckpointOptions(
    audit
      .command('checkpoint')
      .description('sign where the log stands, after verifying what came since the last time')
      .addHelpText(
        'after',
        examples([
          ['trueup audit checkpoint --checkpoint-to /mnt/worm/trueup.jsonl', 'one more line in a file'],
          ['trueup audit checkpoint -o json > checkpoint.json', 'to keep it yourself'],
        ]),
      ),
  ).action((_options: unknown, command: Command) =>
    shell.withTrueup(command, async ({ trueup, settings, served, progress, result }) => {
      if (served && settings.checkpoints.to !== undefined)
        progress.say('warning: --checkpoint-to does nothing here: the server decides where its checkpoints are kept');
      const signed = await trueup.signCheckpoint({});
      const { checkpoint, where = 'the log alone; keep it outside with --checkpoint-to', lockedUntil } = signed;
      result(signed, () =>
        [
          `Signed record ${checkpoint.seq} with key ${checkpoint.keyId}: ${checkpoint.hash}`,
          `Kept in ${where}${lockedUntil === undefined ? '' : `, locked until ${lockedUntil}`}`,
        ].join('\n'),
      );
      return NOTHING_TO_DO;
    }),
  );
  audit
    .command('key')
    .description('print the public key that verifies the checkpoints')
    .addHelpText('after', examples([['trueup audit key > trueup.pub', 'keep it away from this machine']]))
    .action((_options: unknown, command: Command) =>
      shell.withTrueup(command, async ({ trueup, result }) => {
        const key = await trueup.checkpointKey({});
        result(key, () => key.publicKey.trim());
        return NOTHING_TO_DO;
      }),
    );
}
