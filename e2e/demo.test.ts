import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GUARDS } from '@trueup/core';
import { motoPython } from '@trueup/testing/lab';
import { expect, test } from 'vitest';
import { ROOT } from './src/trueup-process.ts';

interface Summary {
  readonly endpoint: string;
  readonly seconds: number;
  readonly resources: number;
  readonly lines: readonly {
    readonly controlId: string;
    readonly planted: number;
    readonly found: number;
    readonly verified: number;
    readonly stillOpen: number;
  }[];
  readonly guards: readonly { readonly guard: string; readonly decided: string }[];
}

/** For that one the machine's clock would have to be set back. */
const NOT_IN_THE_DEMO = ['clock'];

/** Runs the demo as README says, keeps it running, and gives its summary once it has told it. */
async function keptDemo(): Promise<{ readonly summary: Summary; stop(): Promise<void> }> {
  const demo = spawn('npm', ['run', '--silent', 'demo', '--', '--keep', '-o', 'json'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let told = '';
  let complaint = '';
  demo.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
  const ended = new Promise<void>((resolve) => demo.once('exit', () => resolve()));
  const summary = await new Promise<Summary>((resolve, reject) => {
    demo.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString('utf8');
      try {
        resolve(JSON.parse(told) as Summary);
      } catch (error) {
        if (!(error instanceof SyntaxError)) reject(error);
      }
    });
    demo.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${complaint}${told}`)));
  });
  return {
    summary,
    async stop() {
      process.kill(-(demo.pid ?? 0), 'SIGINT');
      await ended;
    },
  };
}

test('the demo tells what boto3 sees, and within 90 seconds', async () => {
  const demo = await keptDemo();
  try {
    const { summary } = demo;
    expect(summary.seconds).toBeLessThan(90);
    expect(summary.lines.length).toBeGreaterThanOrEqual(14);
    for (const line of summary.lines) expect(line).toMatchObject({ planted: line.found });

    const met = new Set(summary.guards.map(({ guard }) => guard));
    expect(GUARDS.filter((guard) => !met.has(guard))).toEqual(NOT_IN_THE_DEMO);
    expect(summary.guards.filter(({ decided }) => !/^(leave|propose): /.test(decided))).toEqual([]);

    const script = join(ROOT, 'e2e/src/count_faults.py');
    const { stdout } = await promisify(execFile)(motoPython(), [script, summary.endpoint]);
    const seen = JSON.parse(stdout) as Record<string, number>;
    const told = Object.fromEntries(summary.lines.map(({ controlId, stillOpen }) => [controlId, stillOpen]));
    expect(told).toEqual(seen);
  } finally {
    await demo.stop();
  }
}, 240_000);
