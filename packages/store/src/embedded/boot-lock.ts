import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isGone, thisProcess } from '../process/process-identity.ts';
import { codeOf, StoreUnavailable } from '../store-unavailable.ts';

const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 25;

/**
 * Runs `work` while no other process of this host starts or stops the same server. A lock whose process has ended is
 * taken over at once.
 */
export async function withBootLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const token = `${thisProcess()}\n${randomBytes(8).toString('hex')}\n`;
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await take(path, token))) {
    const held = await readIfThere(path);
    if (held !== undefined && isGone(held.split('\n')[0] ?? '')) await removeStale(path, held);
    else if (Date.now() > deadline) {
      throw new StoreUnavailable('cannot-start', `${path} has been held by a live process for ${PATIENCE_MS / 1000} s`);
    } else await delay(LOOK_AGAIN_MS);
  }
  try {
    return await work();
  } finally {
    if ((await readIfThere(path)) === token) await rm(path, { force: true });
  }
}

/** A hard link is made whole or not at all, so nobody ever reads a lock without its content. */
async function take(path: string, token: string): Promise<boolean> {
  const own = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(own, token, { flag: 'wx' });
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

/** Two processes may find the same stale lock: the later one must not remove what the earlier one has just taken. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readIfThere(aside)) !== stale) await link(aside, path);
  await rm(aside, { force: true });
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
