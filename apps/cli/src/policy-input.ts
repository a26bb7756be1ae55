import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { PolicyFile } from '@trueup/api-contract';
import { readPolicyFiles } from '@trueup/server/local';
import { UsageError } from './usage-error.ts';

/** The files of a policy as a person has them. */
export interface PolicyInput {
  readonly files: readonly PolicyFile[];
  /** Where a file of them lies. */
  readonly placeOf: (name: string) => string;
}

/** One file, all of a folder, or standard input for `-`. */
export async function policyInput(path: string): Promise<PolicyInput> {
  if (path === '-') {
    return { files: [{ name: 'policy.yaml', text: await text(process.stdin) }], placeOf: () => 'standard input' };
  }
  const read = await readPolicyFiles(path);
  if (read.kind !== 'files') throw new UsageError(read.reason);
  const [first, ...others] = read.files;
  const single = others.length === 0 && first?.name === basename(path);
  return { files: read.files, placeOf: single ? () => path : (name) => join(path, name) };
}
