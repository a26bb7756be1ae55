import { open, readFile, type FileHandle } from 'node:fs/promises';
import { parseCheckpoints, type Checkpoint, type CheckpointPlace, type CheckpointsRead } from '@trueup/core';

/** Checkpoints in a file, a line each, only ever appended to. Best on a disk that this machine cannot rewrite. */
export function checkpointFile(path: string): CheckpointPlace {
  return {
    async write(checkpoint) {
      try {
        await append(path, checkpoint);
      } catch (error) {
        return { kind: 'failed', problem: `${path} could not be written: ${messageOf(error)}` };
      }
      return { kind: 'written', where: path };
    },
    read: () => readCheckpointFile(path),
  };
}

/** A file that is not there holds none. */
async function readCheckpointFile(path: string): Promise<CheckpointsRead> {
  try {
    return parseCheckpoints(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'read', checkpoints: [] };
    return { kind: 'unreadable', problem: `${path} could not be read: ${messageOf(error)}` };
  }
}

async function append(path: string, checkpoint: Checkpoint): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const line = `${JSON.stringify(checkpoint)}\n`;
    await file.appendFile((await endsWithin(file)) ? `\n${line}` : line);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether the last line was cut off by a crash: the next one begins on its own. */
async function endsWithin(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: size - 1 });
  return buffer.toString('utf8') !== '\n';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
