import { execFileSync, spawn } from 'node:child_process';
import { awsDoor, scriptRunner } from '@trueup/aws';
import type { ScriptJob, ScriptRunner } from '@trueup/core';
import { machine, table } from './table.ts';

/** A trivial step of aws:executeScript, one after the other. The floor is a bare interpreter that does nothing. */
const ROUNDS = 200;
const SLOW_ROUNDS = 40;
const SIDE_BY_SIDE = 20;

interface Measured {
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function measure(rounds: number, work: () => Promise<void>): Promise<Measured> {
  const first = await timed(work);
  const times: number[] = [];
  for (let count = 0; count < rounds; count += 1) times.push(await timed(work));
  times.sort((a, b) => a - b);
  const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { first, p50: at(0.5), p95: at(0.95) };
}

function bare(file: string, argument: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(file, argument, { stdio: 'ignore' })
      .on('error', reject)
      .on('close', () => resolve());
  });
}

const PYTHON = { runtime: 'python3.11', handler: 'handler', script: 'def handler(e, c):\n    return e' };
const NODE = { runtime: 'nodejs20.x', handler: 'handler', script: 'exports.handler = (e) => e;' };

async function run(runner: ScriptRunner, script: Pick<ScriptJob, 'runtime' | 'handler' | 'script'>): Promise<void> {
  const ran = await runner.run({ ...script, payload: { n: 1 }, timeoutMs: 60_000 });
  if (ran.kind !== 'returned') throw new Error(JSON.stringify(ran));
}

const door = awsDoor({ accountOf: () => undefined });
const sandboxed = scriptRunner({ door, unsandboxed: true });
const open = scriptRunner({ door, unsandboxed: true, bubblewrap: 'no-bubblewrap' });
const { sandbox } = await sandboxed.support();

// Past a launcher such as pyenv's, which takes longer than the interpreter.
const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
const rows: string[][] = [];
const row = async (what: string, rounds: number, work: () => Promise<void>, asked = ''): Promise<void> => {
  const { first, p50, p95 } = await measure(rounds, work);
  rows.push([what, ...[first, p50, p95].map((ms) => `${ms.toFixed(1)} ms`), asked]);
};
await row('floor: python3 -c pass', SLOW_ROUNDS, () => bare(python, ['-c', 'pass']));
await row('floor: node -e 0', SLOW_ROUNDS, () => bare(process.execPath, ['-e', '0']));
await row(`Python, sandbox ${sandbox}`, ROUNDS, () => run(sandboxed, PYTHON), '≤ 60 ms once warm');
await row('Python, no sandbox', ROUNDS, () => run(open, PYTHON));
await row(`Python, sandbox ${sandbox}, ${SIDE_BY_SIDE} side by side`, SLOW_ROUNDS / 4, () =>
  Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => run(sandboxed, PYTHON))).then(() => undefined),
);
await row(`Node.js, sandbox ${sandbox}`, SLOW_ROUNDS, () => run(sandboxed, NODE));
await sandboxed.close();
await open.close();
door.close();
process.stdout.write(`${machine()}\n\n${table(['a trivial step', 'first', 'p50', 'p95', 'asked'], rows)}\n`);
