import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UsageError } from '../usage-error.ts';

/** Bytes of a file or of standard input, and how many there are where that is known. */
export interface Pieces {
  /** How a person knows it. */
  readonly name: string;
  readonly bytes?: number;
  read(options: ReadOptions): AsyncGenerator<Uint8Array>;
}

interface ReadOptions {
  /** Told how many bytes were read. */
  readonly onRead: (bytes: number) => void;
  readonly interrupted: AbortSignal;
}

const PIECE_BYTES = 256 * 1024;

/** `-` is standard input. Rejects when there is no such file; nothing is read yet. */
export async function piecesOf(path: string): Promise<Pieces> {
  if (path === '-') return { name: 'standard input', read: (options) => watched(process.stdin, options) };
  const bytes = await sizeOf(path);
  return {
    name: path,
    bytes,
    read: (options) => watched(createReadStream(path, { highWaterMark: PIECE_BYTES }), options),
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return found.size;
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new UsageError(`${path} is a directory`);
}

async function* watched(
  source: AsyncIterable<Uint8Array | string>,
  { onRead, interrupted }: ReadOptions,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const piece of source) {
    interrupted.throwIfAborted();
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    read += bytes.length;
    onRead(read);
    yield bytes;
  }
}
