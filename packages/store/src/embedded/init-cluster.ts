import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import { codeOf, StoreUnavailable } from '../store-unavailable.ts';
import type { ClusterHome } from './cluster-home.ts';
import type { Binaries } from './find-binaries.ts';
import { spawnIdentity } from './server-user.ts';

const PARTIAL = '.partial';

/** How PostgreSQL says it: the system's reason, or its own hint after a write that was cut short. */
export const DISK_FULL = /no space left|check free disk space/i;

/**
 * Makes the cluster when there is none. It is made beside its place and moved there when it is whole, so one that was
 * interrupted is never taken for a cluster; what is left of it is removed here.
 */
export async function initCluster(home: ClusterHome, bin: string, binaries: Binaries, log: Log): Promise<void> {
  await removePartial(home, log);
  const made = await majorOf(home);
  if (made !== undefined && made !== binaries.major) {
    throw new StoreUnavailable(
      'cannot-start',
      `the store in ${home.data} was made by PostgreSQL ${made}, and PostgreSQL ${binaries.major} was found; ` +
        `export it with version ${made} and import it into a new one`,
    );
  }
  if (made !== undefined) return;
  const partial = join(home.folder, `data.${randomBytes(4).toString('hex')}${PARTIAL}`);
  await runInitdb(home, bin, partial);
  await rename(partial, home.data);
}

async function runInitdb({ user, folder }: ClusterHome, bin: string, into: string): Promise<void> {
  const args = [
    '-D',
    into,
    '-U',
    'trueup',
    '--encoding=UTF8',
    '--locale=C',
    '--data-checksums',
    '--no-instructions',
    // Local means the unix socket, whose folder is private; the server listens nowhere else.
    '--auth-local=trust',
    '--auth-host=reject',
  ];
  const initdb = spawn(join(bin, 'initdb'), args, {
    ...spawnIdentity(user),
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  initdb.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  initdb.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code, signal] = (await once(initdb, 'close')) as [number | null, string | null];
  if (code === 0) return;
  await rm(into, { recursive: true, force: true });
  const complaint = said.split('\n').find((line) => /error:|fatal:|could not/i.test(line)) ?? said;
  throw new StoreUnavailable(
    DISK_FULL.test(said) ? 'disk-full' : 'cannot-start',
    `initdb ended with ${code ?? signal}: ${complaint.replace(/^.*?(?=FATAL|PANIC|ERROR)/, '')}`,
  );
}

async function removePartial({ folder }: ClusterHome, log: Log): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(PARTIAL)) continue;
    log.info({ folder: join(folder, name) }, 'removing what an interrupted making of the store left');
    // The initdb of a killed process may still be writing.
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function majorOf({ data }: ClusterHome): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(data, 'PG_VERSION'), 'utf8'), 10);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
