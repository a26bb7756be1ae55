import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('console-server.ts', import.meta.url));

export interface ConsoleServer {
  readonly address: string;
  /** An admin's. */
  readonly who: { readonly name: string; readonly password: string };
  stop(): Promise<void>;
}

/** Starts a server over a store that is filled already. */
export async function startConsoleServer(connection: string): Promise<ConsoleServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-bench-console-'));
  const password = randomBytes(12).toString('base64url');
  const server = spawn(process.execPath, [SERVER, connection, dataDir, password], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(server, 'exit');
  const told = await Promise.race([once(server.stdout, 'data'), exit]);
  const address = String(told[0]).trim();
  if (!address.startsWith('http://')) throw new Error(`the server ended with ${address}`);
  return {
    address,
    who: { name: 'ann', password },
    async stop() {
      server.stdin.end();
      await exit;
      await rm(dataDir, { recursive: true });
    },
  };
}
