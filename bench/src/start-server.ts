import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

export interface BenchServer {
  readonly version: string;
  readonly connection: string;
  stop(): Promise<void>;
}

/** PostgreSQL runs as nobody when we are root, because it refuses to run as root. */
const NOBODY = 65534;

/** The PostgreSQL of DATABASE_URL, else the installed one with the settings it comes with, in a folder of its own. */
export async function startServer(): Promise<BenchServer | undefined> {
  const url = process.env['DATABASE_URL'];
  if (url !== undefined) return { connection: url, version: await versionOf(url), stop: () => Promise.resolve() };
  const bin = installedBin();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'trueup-bench-server-'));
  const data = join(folder, 'data');
  const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  chmodSync(folder, 0o711);
  mkdirSync(data, { mode: 0o700 });
  if (as.uid !== undefined) {
    chownSync(folder, as.uid, as.gid);
    chownSync(data, as.uid, as.gid);
  }
  const options = { ...as, cwd: folder, stdio: 'ignore' } as const;
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'bench', '--locale=C', '-E', 'UTF8', '-A', 'trust'], options);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-c', 'listen_addresses='], options);
  const connection = `postgresql://bench@${encodeURIComponent(folder)}/postgres`;
  return {
    connection,
    version: await versionOf(connection),
    async stop() {
      const exit = once(server, 'exit');
      // Waits for connections that are just being closed.
      server.kill('SIGTERM');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const PG_CONFIG = process.env['PG_CONFIG'] ?? 'pg_config';

function installedBin(): string | undefined {
  try {
    return execFileSync(PG_CONFIG, ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // Not installed: the benchmark says so and measures the embedded store alone.
    return undefined;
  }
}

/** Waits for a server that is starting up. */
export async function versionOf(connectionString: string): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const client = new pg.Client({ connectionString });
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      return rows[0]?.server_version ?? 'unknown';
    } catch (error) {
      if (tries === 50) throw error;
      await delay(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
