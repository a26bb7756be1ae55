import type { DocumentFormat, Input } from '@trueup/api-contract';
import { Option, type Command } from 'commander';

export interface DocumentOptions {
  readonly documentVersion?: string;
  readonly format?: DocumentFormat;
}

export function addDocumentOptions(command: Command): Command {
  return command
    .option('--document-version <version>', 'a number, $DEFAULT or $LATEST (default: $DEFAULT)')
    .addOption(
      new Option('--format <format>', 'the format of its text (default: as it was given)').choices(['YAML', 'JSON']),
    );
}

export function documentQuery(name: string, { documentVersion, format }: DocumentOptions): Input<'getDocument'> {
  return {
    name,
    ...(documentVersion === undefined ? {} : { version: documentVersion }),
    ...(format === undefined ? {} : { format }),
  };
}
