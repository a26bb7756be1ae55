import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf, StoreUnavailable } from '../store-unavailable.ts';
import { canUse, serverUser, type ServerUser } from './server-user.ts';

/** Where one cluster lives. `data` exists only when initdb has succeeded: it is renamed into place. */
export interface ClusterHome {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly user: ServerUser;
  /** Where copies of binaries go that the server's user cannot reach. */
  readonly copies: string;
}

const ROOTS_HOME = '/var/lib/trueup';
const POINTER = 'postgres-location';

/**
 * The cluster's folder is `postgres` inside the data directory. When root's unprivileged server cannot enter the data
 * directory (an ancestor is private, such as /root), it is a folder of /var/lib/trueup, and a file in the data
 * directory tells which.
 */
export async function clusterHome(dataDir: string): Promise<ClusterHome> {
  const root = process.getuid?.() === 0;
  await mkdir(dataDir, { recursive: true, mode: root ? 0o711 : 0o700 });
  const folder = await chooseFolder(dataDir, root);
  const user = serverUser(await ownerOf(folder));
  await makePrivate(folder, user);
  return {
    folder,
    data: join(folder, 'data'),
    log: join(folder, 'postgres.log'),
    user,
    copies: root ? ROOTS_HOME : dataDir,
  };
}

async function chooseFolder(dataDir: string, root: boolean): Promise<string> {
  const inside = join(dataDir, 'postgres');
  if (!root) return inside;
  const pointer = await readPointer(dataDir);
  if (pointer !== undefined) return pointer;
  if (canUse(serverUser(await ownerOf(inside)), dataDir)) return inside;
  const hash = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex');
  const outside = join(ROOTS_HOME, hash.slice(0, 16));
  await mkdir(ROOTS_HOME, { recursive: true, mode: 0o711 });
  await writeFile(join(dataDir, POINTER), `${outside}\n`);
  return outside;
}

async function readPointer(dataDir: string): Promise<string | undefined> {
  const path = join(dataDir, POINTER);
  try {
    const place = (await readFile(path, 'utf8')).trim();
    if (/^\/var\/lib\/trueup\/[0-9a-f]{16}$/.test(place)) return place;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  throw new StoreUnavailable('cannot-start', `${path} does not name a folder of ${ROOTS_HOME}`);
}

// Room for the socket's own name, in the smallest limit of the supported systems (104 bytes on macOS).
const LONGEST_SOCKET_FOLDER = 100 - '/.s.PGSQL.5432'.length;

/** The folder of the server's socket: `run` beside the data, or a short one when that path is too long for a socket. */
export async function socketFolder(home: ClusterHome): Promise<string> {
  const beside = join(home.folder, 'run');
  const folder = Buffer.byteLength(beside) <= LONGEST_SOCKET_FOLDER ? beside : shortFolder(home);
  await makePrivate(folder, home.user);
  return folder;
}

function shortFolder({ folder, user }: ClusterHome): string {
  const name = `trueup-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  const own = join(tmpdir(), name);
  return Buffer.byteLength(own) <= LONGEST_SOCKET_FOLDER && canUse(user, tmpdir()) ? own : join('/tmp', name);
}

/**
 * A folder that only the server's user (and root) can enter. Whoever can enter the socket's folder is let into the
 * store, so a folder that somebody else made beforehand is refused.
 */
async function makePrivate(folder: string, user: ServerUser): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
    if (user.kind === 'unprivileged') await chown(folder, user.uid, user.gid);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== user.uid || (found.mode & 0o077) !== 0) {
    throw new StoreUnavailable(
      'cannot-start',
      `${folder} must be a folder of user ${user.uid} with mode 700, but it belongs to user ${found.uid} with mode ` +
        (found.mode & 0o777).toString(8),
    );
  }
}

async function ownerOf(folder: string): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  try {
    return await lstat(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
