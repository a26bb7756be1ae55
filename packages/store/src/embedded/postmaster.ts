import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readdir, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { processStart } from '../process/process-identity.ts';
import { codeOf } from '../store-unavailable.ts';
import type { ClusterHome } from './cluster-home.ts';
import { spawnIdentity } from './server-user.ts';

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '64MB',
  fsync: 'on',
  synchronous_commit: 'on',
  // No copy of this server is ever fed from its log.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
  // A stopped process that left a transaction open would block those that take its work over.
  idle_in_transaction_session_timeout: '5s',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

const LARGEST_LOG_BYTES = 5_000_000;

export interface Postmaster {
  readonly pid: number;
  /** Where its socket is. */
  readonly socketFolder: string;
}

/** What the server wrote about itself: it may be starting, running or long dead. */
export async function readPostmaster({ data }: ClusterHome): Promise<Postmaster | undefined> {
  // Lines: pid, data directory, start, port, socket directory, … (miscadmin.h of PostgreSQL, LOCK_FILE_LINE_*).
  const text = await readIfThere(join(data, 'postmaster.pid'));
  const [pid, , , , socketFolder] = text?.split('\n') ?? [];
  if (!/^\d+$/.test(pid ?? '') || !socketFolder) return undefined;
  return { pid: Number(pid), socketFolder };
}

export interface StartedServer {
  /** Resolves when it ends, with what it said since it was started. */
  readonly ended: Promise<string>;
}

/** Starts the server so that it outlives this process. */
export async function spawnPostmaster(home: ClusterHome, bin: string, sockets: string): Promise<StartedServer> {
  const before = await rotatedLogSize(home.log);
  const log = openSync(home.log, 'a', 0o600);
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: sockets });
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', home.data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...spawnIdentity(home.user),
      cwd: home.folder,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  server.unref();
  const ended = new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => {
      readFile(home.log)
        .then((bytes) => resolve(bytes.subarray(before).toString()))
        .catch(reject);
    });
  });
  return { ended };
}

async function rotatedLogSize(path: string): Promise<number> {
  try {
    const { size } = await stat(path);
    if (size < LARGEST_LOG_BYTES) return size;
    await rename(path, `${path}.1`);
    return 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
}

/**
 * Removes the pid file of a server that was killed, when its pid now belongs to another program or to a zombie:
 * PostgreSQL itself would refuse to start. Never while any process still works in the data directory, because a
 * left-over backend and a new server would destroy the data together. Only Linux tells which processes do.
 */
export async function removeStalePidFile(home: ClusterHome): Promise<void> {
  if (process.platform !== 'linux') return;
  const data = await realpath(home.data);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    // A server and its backends have the data directory as their working directory.
    if (processStart(Number(pid)) !== undefined && (await workingFolder(pid)) === data) return;
  }
  await rm(join(data, 'postmaster.pid'), { force: true });
}

async function workingFolder(pid: string): Promise<string | undefined> {
  try {
    return await readlink(`/proc/${pid}/cwd`);
  } catch {
    // Ended meanwhile, or another user's process, which cannot be this server: it runs as our user or we are root.
    return undefined;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
