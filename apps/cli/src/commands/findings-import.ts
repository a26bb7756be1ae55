import { findingFormat, type FindingFormat, type Input } from '@trueup/api-contract';
import { Option, type Command } from 'commander';
import { FAILED, NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import { piecesOf, type Pieces } from '../finding/read-pieces.ts';
import type { Connected, Shell } from '../shell.ts';
import { bar } from '../terminal/progress.ts';
import { importText } from '../text/import-text.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';

interface ImportOptions {
  readonly format: FindingFormat;
  readonly account?: string;
  readonly region?: string;
}

type Source = { readonly kind: 's3'; readonly uri: string } | ({ readonly kind: 'pieces' } & Pieces);

export function addFindingsImport(findings: Command, shell: Shell): void {
  findings
    .command('import <source>')
    .description(
      'take in findings of others: a file, - for standard input, or s3://bucket/key; JSON or JSON lines of any size; exits 1 when any is rejected',
    )
    .addOption(new Option('--format <format>', 'of the findings').choices(findingFormat.options).default('auto'))
    .option('--account <id>', "of s3://: the account whose member role reads it (default: the policy's first)")
    .option('--region <name>', "of s3://: the bucket's region (default: the policy's first)")
    .addHelpText(
      'after',
      examples([
        ['trueup findings import prowler.ocsf.json', "Prowler's OCSF"],
        ['trueup findings import - --format asff < findings.jsonl', 'a stream of ASFF'],
        ['trueup findings import s3://security-findings/2026-01-31.json --region eu-west-1', 'an object in S3'],
      ]),
    )
    .action((source: string, options: ImportOptions, command: Command) =>
      shell.withPrepared(
        command,
        () => sourceOf(source, options),
        (here, prepared) => importFrom(here, prepared, options),
      ),
    );
}

async function sourceOf(source: string, { account, region }: ImportOptions): Promise<Source> {
  if (source.startsWith('s3://')) return { kind: 's3', uri: source };
  if (account !== undefined || region !== undefined) throw new UsageError('--account and --region go with s3://');
  return { kind: 'pieces', ...(await piecesOf(source)) };
}

async function importFrom(here: Connected, source: Source, options: ImportOptions): Promise<ExitCode> {
  here.ifInterrupted('what was taken in stays; importing it all again changes nothing twice');
  const importing = source.kind === 's3' ? fromS3(here, source.uri, options) : fromPieces(here, source, options);
  // An interrupted import is let go of before the store is closed.
  here.atEnd(() => Promise.allSettled([importing]).then(() => undefined));
  const imported = await importing;
  here.result(imported, () => importText(imported));
  return imported.rejectedTotal === 0 ? NOTHING_TO_DO : FAILED;
}

type Importing = ReturnType<Connected['trueup']['importFindingStream']>;

function fromS3({ trueup, progress }: Connected, uri: string, { format, account, region }: ImportOptions): Importing {
  progress.show(`importing ${uri}`);
  const asked: Input<'importFindingsFromS3'> = {
    uri,
    format,
    ...(account === undefined ? {} : { accountId: account }),
    ...(region === undefined ? {} : { region }),
  };
  return trueup.importFindingsFromS3(asked);
}

function fromPieces(
  { trueup, progress, interrupted }: Connected,
  { name, bytes, read }: Pieces,
  { format }: ImportOptions,
): Importing {
  const onRead = (done: number): void => progress.show(`importing ${name} ${howFar(done, bytes)}`);
  return trueup.importFindingStream({ format }, read({ onRead, interrupted }));
}

const MEBIBYTE = 1024 * 1024;

function howFar(done: number, bytes: number | undefined): string {
  const mebibytes = (given: number): number => Math.ceil(given / MEBIBYTE);
  // A file may have grown since it was looked at.
  return bytes === undefined || done > bytes
    ? `${mebibytes(done)} MiB`
    : `${bar(mebibytes(done), mebibytes(bytes))} MiB`;
}
