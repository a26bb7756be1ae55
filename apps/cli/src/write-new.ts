import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Connected } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** Writes what flows. Never over another file, and nothing half is left. Tells how many bytes. */
export async function writeNew(
  { progress, interrupted }: Connected,
  path: string,
  read: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<number> {
  const to = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await new Promise<void>((opened, failed) => to.once('open', () => opened()).once('error', failed)).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new UsageError(`${path} exists already: export never overwrites a file`) : error;
    },
  );
  let bytes = 0;
  try {
    const chunks = await read();
    await pipeline(
      chunks,
      async function* (source: AsyncIterable<Uint8Array>) {
        for await (const chunk of source) {
          bytes += chunk.length;
          progress.show(`exporting ${Math.ceil(bytes / 1024)} KiB`);
          yield chunk;
        }
      },
      to,
      { signal: interrupted },
    );
    return bytes;
  } catch (error) {
    to.destroy();
    await rm(path, { force: true });
    throw error;
  }
}
