import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { verifyCheckpoints, verifyRecordsFile, type Digest, type VerifySignature } from '@trueup/core';
import { InvalidPublicKey, trustedKeys } from '@trueup/server/local';
import type { Command } from 'commander';
import { FAILED, NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import type { Here, Shell } from '../shell.ts';
import { checkedText, verdictText } from '../text/chain-text.ts';
import { UsageError } from '../usage-error.ts';
import { checkpointSource, type SourceOptions } from './checkpoint-source.ts';
import { examples } from './examples.ts';
import { several } from './option-parsers.ts';

interface VerifyOptions extends SourceOptions {
  readonly head?: string;
  readonly file?: string;
}

export function addAuditVerify(audit: Command, shell: Shell): void {
  audit
    .command('verify')
    .description('read the whole log and say whether any record was edited, removed or moved; exits 1 when one was')
    .option('--head <hash>', 'a head noted earlier, outside: the log must still hold it')
    .option('--checkpoints <place>', 'signed checkpoints, a file or s3://BUCKET/PREFIX: no record up to them was cut')
    .option(
      '--key <file>',
      "a public key that they are trusted by (default: the server's own); may be repeated",
      several,
    )
    .option('--file <file>', 'verify records that were exported, without a store or server')
    .addHelpText(
      'after',
      examples([
        ['trueup audit verify', 'the chain as it stands'],
        ['trueup audit verify --head 9c1f…', 'and that it continues what was noted elsewhere'],
        ['trueup audit verify --checkpoints s3://audit/trueup --key trueup.pub', 'and that its end was not cut'],
        ['trueup audit verify --file records.jsonl', 'a part that was exported'],
      ]),
    )
    .action((options: VerifyOptions, command: Command) => {
      const { head, file, checkpoints } = options;
      if (file !== undefined) return shell.perform(command, (here) => verifyFile(here, file, options));
      if (checkpoints === undefined && options.key !== undefined) throw new UsageError('--key goes with --checkpoints');
      if (checkpoints === undefined) {
        return shell.withTrueup(command, async ({ trueup, look, result }) => {
          const verdict = await trueup.verifyRecords(head === undefined ? {} : { head });
          result(verdict, () => verdictText(verdict, look));
          return verdict.kind === 'intact' ? NOTHING_TO_DO : FAILED;
        });
      }
      if (head !== undefined) throw new UsageError('--head and --checkpoints do not go together');
      return shell.withPrepared(
        command,
        () => checkpointSource(options),
        async ({ trueup, look, result }, source) => {
          const checked = await trueup.verifyCheckpoints(source);
          result(checked, () => checkedText(checked, look));
          return checked.verdict.kind === 'intact' ? NOTHING_TO_DO : FAILED;
        },
      );
    });
}

const sha256: Digest = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Nothing but the file, the checkpoints and the keys: whoever was given them needs no Trueup. */
async function verifyFile({ look, result }: Here, file: string, options: VerifyOptions): Promise<ExitCode> {
  const vouched = await trustedCheckpoints(options);
  const verdict = await verifyRecordsFile(linesOf(file), sha256, vouched);
  result(verdict, () => verdictText(verdict, look));
  return verdict.kind === 'intact' ? NOTHING_TO_DO : FAILED;
}

async function trustedCheckpoints(options: VerifyOptions) {
  const { checkpoints, keys } = await checkpointSource(options);
  if (options.checkpoints === undefined) return [];
  if (!checkpoints || !keys)
    throw new UsageError('--file takes --checkpoints out of a file, and needs --key with them');
  const trust = verifyCheckpoints(checkpoints, keysOf(keys), sha256);
  if (trust.kind === 'untrusted') throw new UsageError(`the checkpoints cannot be trusted: ${trust.problem}`);
  return checkpoints;
}

function keysOf(pems: readonly string[]): VerifySignature {
  try {
    return trustedKeys(pems);
  } catch (error) {
    if (error instanceof InvalidPublicKey) throw new UsageError(`--key: ${error.message}`, { cause: error });
    throw error;
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, 'utf8');
  const failed = new Promise<never>((_, reject) => input.once('error', reject));
  failed.catch(() => undefined);
  await Promise.race([failed, new Promise<void>((opened) => input.once('ready', () => opened()))]);
  for await (const line of createInterface({ input, crlfDelay: Infinity })) if (line !== '') yield line;
}
