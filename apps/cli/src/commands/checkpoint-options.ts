import { InvalidArgumentError, Option, type Command } from 'commander';
import { positiveNumber } from './option-parsers.ts';

const MOST_MINUTES = 24 * 60;
/** What S3 takes: a hundred years. */
const MOST_RETAIN_DAYS = 36_500;

/** Of commands that sign checkpoints of the audit log in this process. */
export function addCheckpointOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--checkpoint-to <place>',
        'keep signed checkpoints of the audit log in this file or in s3://BUCKET/PREFIX',
      ).env('TRUEUP_CHECKPOINT_TO'),
    )
    .addOption(
      new Option('--checkpoint-minutes <number>', 'sign one so often (default: 60)')
        .env('TRUEUP_CHECKPOINT_MINUTES')
        .argParser(upTo(MOST_MINUTES)),
    )
    .addOption(
      new Option(
        '--checkpoint-retain-days <number>',
        'in a bucket with object lock, lock each for so long (default: 365)',
      )
        .env('TRUEUP_CHECKPOINT_RETAIN_DAYS')
        .argParser(upTo(MOST_RETAIN_DAYS)),
    );
}

const upTo =
  (most: number) =>
  (value: string): number => {
    const number = positiveNumber(value);
    if (number > most) throw new InvalidArgumentError(`expected at most ${most}.`);
    return number;
  };
