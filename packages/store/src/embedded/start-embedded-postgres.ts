import { join, resolve } from 'node:path';
import { logToStderr, type Log } from '../log.ts';
import { asStoreError, codeOf, StoreUnavailable } from '../store-unavailable.ts';
import { attach, type Attachment } from './attachment.ts';
import { withBootLock } from './boot-lock.ts';
import { clusterHome, socketFolder, type ClusterHome } from './cluster-home.ts';
import { findBinaries, type Binaries } from './find-binaries.ts';
import { DISK_FULL, initCluster } from './init-cluster.ts';
import { readPostmaster, removeStalePidFile, spawnPostmaster } from './postmaster.ts';
import { prepareBinaries } from './prepare-binaries.ts';
import { stopServer } from './stop-server.ts';

export interface EmbeddedPostgres {
  /** For `postgresStore`, and for other processes of the same user on this host. */
  readonly connectionString: string;
  /** Gives the server up; it is stopped when nobody else is connected. Close the stores first. */
  stop(): Promise<void>;
}

/**
 * Gives a running PostgreSQL whose data live in `dataDir`, which is made when it is missing: attaches to the server
 * of another process, or starts one. The server outlives a killed process; the next one attaches to it.
 * Throws StoreUnavailable in one line when there is no PostgreSQL for this machine or it does not start.
 */
export async function startEmbeddedPostgres(options: {
  readonly dataDir: string;
  readonly log?: Log;
}): Promise<EmbeddedPostgres> {
  return startCluster({ log: logToStderr, ...options }, findBinaries);
}

/** As startEmbeddedPostgres, with the binaries that `find` gives. */
export async function startCluster(
  { dataDir, log }: { readonly dataDir: string; readonly log: Log },
  find: () => Binaries,
): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new StoreUnavailable('cannot-start', 'the embedded store needs unix sockets; set DATABASE_URL on Windows');
  }
  try {
    const home = await clusterHome(resolve(dataDir));
    const lock = join(resolve(dataDir), 'start.lock');
    const attachment = await withBootLock(lock, () => attachOrStart(home, find, log));
    let stopped: Promise<void> | undefined;
    return {
      connectionString: attachment.connectionString,
      stop: () => (stopped ??= withBootLock(lock, () => stopServer(home, attachment, log))),
    };
  } catch (error) {
    throw asStartError(error);
  }
}

const START_PATIENCE_MS = 30_000;

async function attachOrStart(home: ClusterHome, find: () => Binaries, log: Log): Promise<Attachment> {
  const running = await attachToRunning(home);
  if (running) return running;
  const binaries = find();
  const bin = await prepareBinaries(binaries, home.user, home.copies);
  await initCluster(home, bin, binaries, log);
  const sockets = await socketFolder(home);
  const deadline = Date.now() + START_PATIENCE_MS;
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    const server = await spawnPostmaster(home, bin, sockets);
    const giveUp = new AbortController();
    const result = await Promise.race([
      attach(sockets, { until: deadline, signal: giveUp.signal }).then((attachment) => ({
        kind: 'attached' as const,
        attachment,
      })),
      server.ended.then((said) => ({ kind: 'ended' as const, said })),
    ]);
    if (result.kind === 'attached') return result.attachment;
    giveUp.abort();
    // The remains of a killed server hold their shared memory, or their lock file, for up to two seconds.
    const remains = /lock file ".*" already exists|shared memory block .* is still in use/i.test(result.said);
    if (!remains || Date.now() > deadline) throw startFailure(result.said, home);
    log.info({ pauseMs }, 'the remains of an earlier PostgreSQL are still there; trying again');
    await removeStalePidFile(home);
    await new Promise((wake) => setTimeout(wake, pauseMs));
  }
}

/** A server may be starting up or recovering: as long as it has not ended and says so, wait for it. */
async function attachToRunning(home: ClusterHome): Promise<Attachment | undefined> {
  const postmaster = await readPostmaster(home);
  if (!postmaster) return undefined;
  try {
    return await attach(postmaster.socketFolder, { until: Date.now() + START_PATIENCE_MS, startingOnly: true });
  } catch (error) {
    const nobodyListens = ['ECONNREFUSED', 'ENOENT'].includes(codeOf(error) ?? '');
    if (nobodyListens) return undefined;
    throw error;
  }
}

function startFailure(said: string, home: ClusterHome): StoreUnavailable {
  const complaint = said.split('\n').findLast((line) => /(FATAL|PANIC|ERROR):/.test(line)) ?? said.slice(-300);
  return new StoreUnavailable(
    DISK_FULL.test(said) ? 'disk-full' : 'cannot-start',
    `PostgreSQL did not start: ${complaint.replace(/^.*?(?=FATAL|PANIC|ERROR)/, '')} (log: ${home.log})`,
  );
}

function asStartError(error: unknown): unknown {
  if (error instanceof StoreUnavailable || !(error instanceof Error) || codeOf(error) === undefined) return error;
  if (codeOf(error) === 'ENOSPC') return asStoreError(error);
  return new StoreUnavailable('cannot-start', error.message, error);
}
