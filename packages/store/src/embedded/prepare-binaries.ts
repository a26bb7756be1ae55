import { randomBytes } from 'node:crypto';
import { cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../store-unavailable.ts';
import type { Binaries } from './find-binaries.ts';
import { canUse, type ServerUser } from './server-user.ts';

const SymlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the binaries runnable for the server's user and tells their folder. The links between the libraries are made
 * by an install script of the npm package, which npm may have skipped. Binaries that the user cannot reach, or whose
 * links cannot be made where they are, are copied once into `copies`.
 */
export async function prepareBinaries(binaries: Binaries, user: ServerUser, copies: string): Promise<string> {
  const { packaged, version } = binaries;
  if (packaged === undefined) return binaries.bin;
  if (canUse(user, join(packaged, 'bin', 'postgres')) && (await tryToLink(packaged))) return join(packaged, 'bin');
  const copy = join(copies, `postgres-${version}`);
  if (!(await isThere(copy))) await copyWhole(packaged, copy);
  return join(copy, 'bin');
}

async function tryToLink(packaged: string): Promise<boolean> {
  try {
    await makeLinks(packaged);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

async function makeLinks(packaged: string): Promise<void> {
  const text = await readFile(join(packaged, 'pg-symlinks.json'), 'utf8');
  const links = SymlinkList.parse(JSON.parse(text));
  for (const { source, target } of links) {
    // Paths in the list start at the package's root: native/lib/….
    const place = join(packaged, '..', target);
    if (await isThere(place)) continue;
    try {
      await symlink(basename(source), place);
    } catch (error) {
      // Another process made it meanwhile.
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

async function copyWhole(packaged: string, copy: string): Promise<void> {
  const partial = `${copy}.${randomBytes(4).toString('hex')}.partial`;
  // makeLinks reads paths that start with `native`.
  const native = join(partial, 'native');
  await mkdir(dirname(copy), { recursive: true, mode: 0o755 });
  try {
    await cp(packaged, native, { recursive: true, verbatimSymlinks: true });
    await makeLinks(native);
    await rename(native, copy);
  } catch (error) {
    if (!['EEXIST', 'ENOTEMPTY'].includes(codeOf(error) ?? '')) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
