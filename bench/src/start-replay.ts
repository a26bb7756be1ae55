import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Replay {
  readonly endpoint: string;
  /** Calls answered so far. */
  calls(): Promise<number>;
  stop(): void;
}

/** Starts the replay server in a process of its own. */
export async function startReplay(size: { readonly buckets: number; readonly groups: number }): Promise<Replay> {
  const server = spawn(process.execPath, [fileURLToPath(new URL('replay-server.ts', import.meta.url))], {
    env: { ...process.env, BUCKETS: String(size.buckets), GROUPS: String(size.groups) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const port = /^ready (\d+)/.exec(line.toString('utf8'))?.[1];
  if (port === undefined) throw new Error(`the replay server said ${line.toString('utf8')}`);
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    calls: async () => Number(await (await fetch(`${endpoint}/_calls`)).text()),
    stop: () => void server.kill(),
  };
}
