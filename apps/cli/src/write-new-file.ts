import { writeFile } from 'node:fs/promises';
import { UsageError } from './usage-error.ts';

/** Writes a file that is not there yet. `by`: the command that never overwrites one. */
export async function writeNewFile(path: string, content: string | Uint8Array, by: string): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError(`${path} exists already: ${by} never overwrites a file`);
  }
}
