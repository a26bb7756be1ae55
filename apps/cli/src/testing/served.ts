import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scriptedTrueup, type ScriptedTrueup } from '@trueup/api-contract/testing';
import { serverLog, startServer } from '@trueup/server';
import { readAdminToken } from '@trueup/server/local';
import { memoryAccess, memoryChanges } from '@trueup/server/testing';
import { runHere } from './run-here.ts';
import type { CliResult } from './spawn-cli.ts';

interface Served {
  readonly dataDir: string;
  readonly address: string;
  readonly token: string;
  /** A command line on this server's data directory. */
  trueup(...args: string[]): Promise<CliResult>;
}

/** Data directories and servers until `atEnd`, which a test runner's hook for the end of a test is. */
export function servedUntil(atEnd: (close: () => Promise<void>) => void): {
  readonly emptyDir: () => Promise<string>;
  /** A scripted Trueup behind a real server on a data directory of its own. */
  readonly served: (scripted?: ScriptedTrueup) => Promise<Served>;
} {
  const emptyDir = async (): Promise<string> => {
    const dir = await mkdtemp(join(tmpdir(), 'trueup-cli-'));
    atEnd(() => rm(dir, { recursive: true, force: true }));
    return dir;
  };
  return {
    emptyDir,
    async served({ application } = scriptedTrueup()) {
      const dataDir = await emptyDir();
      const log = serverLog({ level: 'silent', destination: { write: () => undefined } });
      const server = await startServer({
        application,
        ready: async () => undefined,
        access: memoryAccess(),
        changes: memoryChanges(),
        port: 0,
        dataDir,
        log,
      });
      atEnd(() => server.close());
      return {
        dataDir,
        address: server.address,
        token: await readAdminToken(dataDir),
        trueup: (...args) => runHere(['--data-dir', dataDir, '--as', 'alice', ...args]),
      };
    },
  };
}

/** One line on standard error, nothing on standard output, no stack. */
export function expectRefused({ code, stdout, stderr }: CliResult, message: RegExp): void {
  assert.deepEqual({ code, stdout }, { code: 1, stdout: '' }, stderr);
  assert.match(stderr, message);
  assert.match(stderr, /^trueup: [^\n]+\n$/);
}

export function expectSaid({ code, stdout, stderr }: CliResult, expected: number, text: string): void {
  assert.equal(code, expected, stderr);
  assert.ok(stdout.includes(text), `expected '${text}' in: ${stdout}`);
}
