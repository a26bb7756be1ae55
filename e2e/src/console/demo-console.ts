import { spawn } from 'node:child_process';
import { BIN } from '../trueup-process.ts';

export interface DemoConsole {
  readonly address: string;
  /** Of ann, ben and cleo. */
  readonly password: string;
  close(): Promise<void>;
}

/** What `npm run demo -- --keep` leaves running: a console with something on every page. */
export async function demoConsole(): Promise<DemoConsole> {
  const demo = spawn(process.execPath, [BIN, 'demo', '--keep'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const ended = new Promise<number | null>((resolve) => demo.once('exit', resolve));
  let told = '';
  const kept = new Promise<{ readonly address: string; readonly password: string }>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      told += chunk.toString('utf8');
      const address = /console is on (\S+)/.exec(told)?.[1];
      const password = /password of each: (\S+)/.exec(told)?.[1];
      if (address !== undefined && password !== undefined) resolve({ address, password });
    };
    demo.stdout.on('data', read);
    demo.stderr.on('data', read);
    void ended.then((code) => reject(new Error(`the demo ended with ${code}: ${told.slice(-2_000)}`)));
  });
  return {
    ...(await kept),
    async close() {
      demo.kill('SIGINT');
      await ended;
    },
  };
}
