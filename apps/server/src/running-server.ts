import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HEALTH_PATH } from '@trueup/api-contract';
import { z } from 'zod';

const serverFile = z.object({ address: z.string(), pid: z.number().int(), startedAt: z.string() });

/** A server on this machine, as it says of itself in its data directory. */
export type RunningServer = z.output<typeof serverFile>;

const HEALTH_TIMEOUT_MS = 2_000;
const filePath = (dataDir: string): string => join(dataDir, 'server.json');

/** The server that runs on this data directory; undefined when there is none, or when its process is gone. */
export async function runningServer(dataDir: string): Promise<RunningServer | undefined> {
  const named = await readServerFile(dataDir);
  return named !== undefined && isAlive(named.pid) && (await answers(named.address)) ? named : undefined;
}

/** One line for people who start a second one. */
export function alreadyRunning(dataDir: string, { pid, address }: RunningServer): Error {
  return new Error(`a server is already running on ${dataDir} (pid ${pid}, ${address})`);
}

/**
 * Makes the server known. The file appears whole or not at all, and only where there is none: of two servers that
 * start at once, one is refused. The file of a dead server is taken over.
 */
export async function announceServer(dataDir: string, server: RunningServer): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = join(dataDir, `server.${process.pid}.json`);
  await writeFile(draft, `${JSON.stringify(server)}\n`, { mode: 0o600 });
  try {
    await publish(dataDir, draft);
  } finally {
    await rm(draft, { force: true });
  }
}

async function publish(dataDir: string, draft: string): Promise<void> {
  for (;;) {
    try {
      return await link(draft, filePath(dataDir));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const running = await runningServer(dataDir);
    if (running) throw alreadyRunning(dataDir, running);
    await rm(filePath(dataDir), { force: true });
  }
}

/** Takes the announcement back, unless another server has taken the directory over since. */
export async function withdrawServer(dataDir: string, server: RunningServer): Promise<void> {
  const named = await readServerFile(dataDir);
  if (named?.pid === server.pid && named.startedAt === server.startedAt) await rm(filePath(dataDir), { force: true });
}

async function readServerFile(dataDir: string): Promise<RunningServer | undefined> {
  let text: string;
  try {
    text = await readFile(filePath(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return serverFile.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${filePath(dataDir)} is not a server's announcement: delete it when no server runs`, {
      cause: error,
    });
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it lives.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Process ids are given out again, so a living process is not yet a server: only a refused connection says no. */
async function answers(address: string): Promise<boolean> {
  try {
    await fetch(`${address}${HEALTH_PATH}`, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS), redirect: 'error' });
    return true;
  } catch (error) {
    const { cause } = error as { readonly cause?: { readonly code?: unknown } };
    return cause?.code !== 'ECONNREFUSED';
  }
}
