import { readFile } from 'node:fs/promises';
import type { Input } from '@trueup/api-contract';
import { parseCheckpoints } from '@trueup/core';
import { UsageError } from '../usage-error.ts';

export interface SourceOptions {
  readonly checkpoints?: string;
  readonly key?: readonly string[];
}

/** What `--checkpoints` and `--key` name: a file is read here, a bucket by whoever answers. */
export async function checkpointSource({ checkpoints, key }: SourceOptions): Promise<Input<'verifyCheckpoints'>> {
  const keys = key && (await Promise.all(key.map(readText)));
  return {
    ...(checkpoints === undefined ? {} : await placeOf(checkpoints)),
    ...(keys === undefined ? {} : { keys }),
  };
}

async function placeOf(place: string): Promise<Input<'verifyCheckpoints'>> {
  if (place.startsWith('s3://')) return { from: place };
  const read = parseCheckpoints(await readText(place));
  if (read.kind === 'unreadable') throw new UsageError(`${place}: ${read.problem}`);
  return { checkpoints: [...read.checkpoints] };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
