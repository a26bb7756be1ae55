import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { httpClient, type Trueup } from '@trueup/api-contract';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BIN = join(ROOT, 'apps/cli/bin/trueup.js');

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A data directory with a policy, and the real `trueup` run in it. */
export interface TrueupHome {
  readonly dataDir: string;
  /** What `trueup` runs with. */
  readonly env: NodeJS.ProcessEnv;
  run(...args: readonly string[]): Promise<Finished>;
  /** With further options of `trueup serve`. */
  serve(...options: readonly string[]): Promise<TrueupServer>;
  remove(): Promise<void>;
}

export interface TrueupServer {
  readonly process: ChildProcess;
  readonly address: string;
  as(person: string): Trueup;
  /** What it has told whoever started it. */
  told(): string;
  /** Ends it as Ctrl-C would. */
  stop(): Promise<void>;
}

export async function trueupHome(endpoint: string, policy?: string, more: NodeJS.ProcessEnv = {}): Promise<TrueupHome> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-e2e-'));
  // As root, PostgreSQL runs as another user, who must be able to get there.
  await chmod(dataDir, 0o711);
  if (policy !== undefined) await writeFile(join(dataDir, 'trueup.yaml'), policy);
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'e2e',
    AWS_SECRET_ACCESS_KEY: 'e2e',
    TRUEUP_DATA_DIR: dataDir,
    NO_COLOR: '1',
    ...more,
  };
  return {
    dataDir,
    env,
    run: (...args) => finished(args, env),
    serve: (...options) => serve(dataDir, env, options),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

function finished(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...args], { env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

async function serve(dataDir: string, env: NodeJS.ProcessEnv, options: readonly string[]): Promise<TrueupServer> {
  const args = [BIN, 'serve', '--port', '0', ...options];
  const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  server.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8');
  });
  let log = '';
  server.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString('utf8')).slice(-4_000);
  });
  const address = await announced(dataDir, server, () => log);
  const token = (await readFile(join(dataDir, 'admin-token'), 'utf8')).trim();
  return {
    process: server,
    address,
    as: (person) => httpClient({ baseUrl: address, token, actor: person }),
    told: () => told,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}

/** The address of the server of this very process, once it is ready. */
async function announced(dataDir: string, server: ChildProcess, log: () => string): Promise<string> {
  for (let tries = 0; tries < 900; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}: ${log()}`);
    const text = await readFile(join(dataDir, 'server.json'), 'utf8').catch(() => '{}');
    const { address, pid } = JSON.parse(text) as { address?: string; pid?: number };
    if (pid === server.pid && address !== undefined) {
      const ready = await fetch(`${address}/readyz`).catch(() => undefined);
      if (ready?.ok) return address;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill('SIGTERM');
  throw new Error(`the server was not ready in time: ${log()}`);
}

export async function until<T>(look: () => Promise<T>, done: (seen: T) => boolean, limitMs = 90_000): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (done(seen)) return seen;
    if (Date.now() > end)
      throw new Error(`it did not come to pass within ${limitMs} ms: ${JSON.stringify(seen).slice(0, 600)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
