import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runSql } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleExecution, sampleFinding, sampleRecord } from '../lab/samples.ts';
import { silentLog } from '../lab/silent-log.ts';
import { processStart } from '../process/process-identity.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import { findBinaries } from './find-binaries.ts';
import { startCluster, startEmbeddedPostgres } from './start-embedded-postgres.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;

describe('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  let dataDir: string;
  let children: ChildProcess[];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'trueup-embedded-'));
    await chmod(dataDir, 0o711);
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await stopWhatRuns(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = (dir = dataDir) => startEmbeddedPostgres({ dataDir: dir, log: silentLog });

  async function startProcess(dir = dataDir): Promise<{ child: ChildProcess; said: Record<string, string> }> {
    const fixture = fileURLToPath(new URL('../lab/embedded-user.ts', import.meta.url));
    const child = spawn(process.execPath, [fixture, dir], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, said: JSON.parse(line.toString()) as Record<string, string> };
  }

  it('starts, is fsynced, listens on no port and keeps its data over a stop', async () => {
    const times: number[] = [];
    for (const count of [0, 1, 2]) {
      const before = performance.now();
      const server = await start();
      times.push(Math.round(performance.now() - before));
      const store = await openLabStore(server.connectionString);
      expect(await store.findings.count({})).toBe(count);
      await store.findings.save([sampleFinding()]);
      await store.close();
      const settings = `select current_setting('fsync') fsync, current_setting('listen_addresses') listens,
        current_setting('server_encoding') encoding, current_setting('jit') jit,
        current_setting('idle_in_transaction_session_timeout') idle, current_setting('data_checksums') checksums`;
      expect(await runSql(server.connectionString, settings)).toEqual([
        { fsync: 'on', listens: '', encoding: 'UTF8', jit: 'off', idle: '5s', checksums: 'on' },
      ]);
      const pid = pidOf(dataDir);
      await server.stop();
      expect(processStart(pid)).toBeUndefined();
    }
    process.stderr.write(`embedded PostgreSQL: first start ${times[0]} ms, later ${times.slice(1).join(' and ')} ms\n`);
  });

  it('two processes that start at once share one server, and the last one to go stops it', async () => {
    const [one, two, three] = await Promise.all([startProcess(), startProcess(), startProcess()]);
    expect(two.said).toEqual(one.said);
    expect(three.said).toEqual(one.said);
    const pid = pidOf(dataDir);
    for (const { child } of [one, two]) {
      child.stdin?.end();
      await once(child, 'exit');
      expect(processStart(pid)).toBeDefined();
    }
    three.child.stdin?.end();
    await once(three.child, 'exit');
    expect(processStart(pid)).toBeUndefined();
  });

  it('two users inside one process do not stop each other', async () => {
    const [one, two] = [await start(), await start()];
    await one.stop();
    expect(await runSql(two.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await two.stop();
  });

  it('outlives a killed process, and the next one attaches to it', async () => {
    const { child, said } = await startProcess();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = await start();
    const [row] = await runSql(server.connectionString, 'select pg_postmaster_start_time()::text as started');
    expect(row).toEqual({ started: said['started'] });
    const pid = pidOf(dataDir);
    await server.stop();
    // Whoever it was given to when its parent was killed has to take note of its end first.
    await expect.poll(() => processStart(pid), { timeout: 5_000 }).toBeUndefined();
  });

  it('comes back at once after PostgreSQL was killed, also with its backends still at work', async () => {
    const first = await start();
    const store = await openLabStore(first.connectionString);
    await store.findings.save([sampleFinding()]);
    const busy = runSql(first.connectionString, `select pg_sleep(1)`).catch(() => undefined);
    await new Promise((wake) => setTimeout(wake, 50));
    process.kill(pidOf(dataDir), 'SIGKILL');
    const second = await start();
    expect(await store.findings.count({})).toBe(1);
    await busy;
    await store.close();
    const pid = pidOf(dataDir);
    await first.stop();
    await second.stop();
    expect(processStart(pid)).toBeUndefined();
  });

  it('starts although the pid of a killed server now belongs to another program', async () => {
    const first = await start();
    const pidFile = join(folderOf(dataDir), 'data', 'postmaster.pid');
    const [, ...rest] = (await readFile(pidFile, 'utf8')).split('\n');
    process.kill(pidOf(dataDir), 'SIGKILL');
    // As the server's own user, or PostgreSQL would see at once that it cannot be another server.
    const other = spawn('sleep', ['60'], isRoot ? { uid: NOBODY, gid: NOBODY, cwd: '/' } : {});
    children.push(other);
    await writeFile(pidFile, [other.pid, ...rest].join('\n'));
    const second = await start();
    expect(await runSql(second.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    const pid = pidOf(dataDir);
    await first.stop();
    await second.stop();
    expect(processStart(pid)).toBeUndefined();
  });

  it('a lost connection in the middle of writes rejects with the cause, and what was acknowledged is there', async () => {
    const server = await start();
    const store = await openLabStore(server.connectionString);
    const acknowledged: number[] = [];
    let failure: unknown;
    const writing = (async () => {
      for (let index = 0; ; index++) {
        await store.transaction(async ({ findings, records }) => {
          await findings.save([sampleFinding({ title: String(index) })]);
          await records.append([sampleRecord({ index })]);
        });
        acknowledged.push(index);
      }
    })().catch((error: unknown) => (failure = error));
    await new Promise((wake) => setTimeout(wake, 300));
    process.kill(pidOf(dataDir), 'SIGKILL');
    await writing;
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(String(failure)).toMatch(
      /^StoreUnavailable: The store is not available \((connection-lost|cannot-connect)\): .+$/,
    );
    const again = await start();
    const findings = await store.findings.count({});
    expect(findings).toBe((await store.records.head()).seq);
    expect(findings).toBeGreaterThanOrEqual(acknowledged.length);
    expect(findings).toBeLessThanOrEqual(acknowledged.length + 1);
    await store.close();
    await server.stop();
    await again.stop();
  });

  it('a worker goes on by itself when PostgreSQL is back', async () => {
    const server = await start();
    const log = { info: vi.fn(), error: vi.fn() };
    const store = await openLabStore(server.connectionString, { log });
    const seen: string[] = [];
    const worker = await store.startWorker({
      concurrency: 2,
      owner: 'worker',
      leaseMs: 60_000,
      async segment({ lease }) {
        await store.executions.write(lease, { patch: { phase: 'finished' } });
        seen.push(lease.executionId);
      },
    });
    process.kill(pidOf(dataDir), 'SIGKILL');
    await new Promise((wake) => setTimeout(wake, 1_500));
    await expect(store.ping()).rejects.toThrow(StoreUnavailable);
    const again = await start();
    const execution = sampleExecution();
    await store.executions.insert([execution]);
    await vi.waitUntil(() => seen.length > 0, { timeout: 15_000 });
    expect(seen).toEqual([execution.id]);
    expect(log.error).toHaveBeenCalled();
    await worker.stop();
    await store.close();
    await server.stop();
    await again.stop();
  });

  it('an initdb that was interrupted is done again', async () => {
    const { child } = startInterruptible(dataDir);
    children.push(child);
    const postgres = join(dataDir, 'postgres');
    while (!existsSync(postgres) || !readdirSync(postgres).some((name) => name.endsWith('.partial'))) {
      await new Promise((wake) => setTimeout(wake, 5));
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(postgres, 'data'))).toBe(false);
    const server = await start();
    expect(await runSql(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect(readdirSync(postgres).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('a lock of a dead process is taken over, and of a live one waited for', async () => {
    await writeFile(join(dataDir, 'start.lock'), 'other-host:1:1\nx\n');
    let free = false;
    setTimeout(() => {
      free = true;
      void unlink(join(dataDir, 'start.lock'));
    }, 300);
    const server = await start();
    expect(free).toBe(true);
    await server.stop();
  });

  it('a data directory with a very long name gets a short socket', async () => {
    const long = join(dataDir, 'x'.repeat(120));
    const server = await start(long);
    expect(decodeURIComponent(server.connectionString)).toContain(join(tmpdir(), 'trueup-'));
    expect(await runSql(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('a cluster of another major version is refused with both versions named', async () => {
    const server = await start();
    await server.stop();
    const other = () => ({ ...findBinaries(), major: 99 });
    await expect(startCluster({ dataDir, log: silentLog }, other)).rejects.toThrow(
      /made by PostgreSQL 18, and PostgreSQL 99/,
    );
  });

  it('a socket folder that somebody else made is refused', async () => {
    const server = await start();
    await server.stop();
    await chmod(join(dataDir, 'postgres', 'run'), 0o777);
    await expect(start()).rejects.toThrow(/must be a folder of user \d+ with mode 700/);
  });

  it('links between libraries that npm did not make are made', async () => {
    const packaged = findBinaries().packaged;
    if (packaged === undefined) throw new Error('these tests need the npm package');
    const copy = join(dataDir, 'package', 'native');
    await cp(packaged, copy, { recursive: true, filter: (path) => !/\.so(\.\d+)?$/.test(path) || !isLink(path) });
    await chmod(join(dataDir, 'package'), 0o755);
    const binaries = { ...findBinaries(), packaged: copy, bin: join(copy, 'bin') };
    const server = await startCluster({ dataDir: join(dataDir, 'store'), log: silentLog }, () => binaries);
    expect(await runSql(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    await stopWhatRuns(join(dataDir, 'store'));
  });

  it.runIf(isRoot)('root can keep it in a private directory: the data are in /var/lib/trueup', async () => {
    await chmod(dataDir, 0o700);
    const server = await start();
    const folder = folderOf(dataDir);
    expect(folder).toMatch(/^\/var\/lib\/trueup\/[0-9a-f]{16}$/);
    const again = await start();
    expect(again.connectionString).toBe(server.connectionString);
    await server.stop();
    await again.stop();
    await rm(folder, { recursive: true });
  });

  it.runIf(isRoot)('root can use binaries in a private directory: they are copied once', async () => {
    const packaged = findBinaries().packaged;
    if (packaged === undefined) throw new Error('these tests need the npm package');
    const hidden = join(dataDir, 'private');
    await mkdir(hidden, { mode: 0o700 });
    await cp(packaged, join(hidden, 'native'), { recursive: true, verbatimSymlinks: true });
    const version = `0.0.${process.pid}`;
    const binaries = { ...findBinaries(), version, packaged: join(hidden, 'native') };
    const server = await startCluster({ dataDir, log: silentLog }, () => binaries);
    const copy = `/var/lib/trueup/postgres-${version}`;
    expect(existsSync(join(copy, 'bin', 'postgres'))).toBe(true);
    await server.stop();
    await rm(copy, { recursive: true });
  });

  it.runIf(isRoot)('an ordinary user runs it as himself, and root then joins in as that user', async () => {
    const home = await mkdtemp(join(tmpdir(), 'trueup-user-'));
    const store = join(home, 'data');
    spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, home]);
    const fixture = fileURLToPath(new URL('../lab/embedded-user.ts', import.meta.url));
    const child = spawn(process.execPath, [fixture, store], {
      uid: NOBODY,
      gid: NOBODY,
      env: { PATH: process.env['PATH'], HOME: home },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { url, failed } = JSON.parse(line.toString()) as Record<string, string>;
    expect(failed).toBeUndefined();
    expect(await runSql(url ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
    const server = await start(store);
    expect(server.connectionString).toBe(url);
    child.stdin.end();
    await once(child, 'exit');
    await server.stop();
    const again = await start(store);
    await again.stop();
    await rm(home, { recursive: true });
  });

  it.runIf(isRoot)('a full disk is named as the cause', async () => {
    const disk = join(dataDir, 'disk');
    await mkdir(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=711', 'tmpfs', disk]);
    if (mounted.status !== 0) throw new Error(`mount: ${mounted.stderr.toString()}`);
    try {
      await expect(start(disk)).rejects.toThrow(/^The store is not available \(disk-full\): initdb ended with 1: .+$/);
      expect(readdirSync(join(disk, 'postgres'))).not.toContain('data');
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

function startInterruptible(dataDir: string): { readonly child: ChildProcess } {
  const fixture = fileURLToPath(new URL('../lab/embedded-user.ts', import.meta.url));
  return { child: spawn(process.execPath, [fixture, dataDir], { stdio: ['pipe', 'ignore', 'inherit'] }) };
}

function folderOf(dataDir: string): string {
  const pointer = join(dataDir, 'postgres-location');
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres');
}

function pidOf(dataDir: string): number {
  return Number.parseInt(readFileSync(join(folderOf(dataDir), 'data', 'postmaster.pid'), 'utf8'), 10);
}

async function stopWhatRuns(dataDir: string): Promise<void> {
  const pidFile = join(folderOf(dataDir), 'data', 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = pidOf(dataDir);
  if (existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')) {
    process.kill(pid, 'SIGQUIT');
    while (processStart(pid) !== undefined) await new Promise((wake) => setTimeout(wake, 20));
  }
}

function isLink(path: string): boolean {
  return spawnSync('test', ['-L', path]).status === 0;
}
