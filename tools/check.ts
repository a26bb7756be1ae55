import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Runs every `check:*` script of package.json, longest first, as many at a time as there are cores. */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PREFIX = 'check:';

interface Part {
  readonly name: string;
  readonly command: string;
}

interface Outcome {
  readonly passed: boolean;
  readonly seconds: string;
  readonly output: string;
}

function parts(): Part[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return Object.entries(scripts)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, command]) => ({ name: name.slice(PREFIX.length), command }));
}

function run(command: string): Promise<Outcome> {
  const startedAt = performance.now();
  const path = `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  const child = spawn(command, {
    cwd: ROOT,
    shell: true,
    env: { ...process.env, PATH: path, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      resolve({ passed: code === 0, seconds, output });
    });
  });
}

async function checkAll(waiting: Part[], failed: string[]): Promise<void> {
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    const { passed, seconds, output } = await run(part.command);
    console.log(`${passed ? 'ok    ' : 'failed'}  ${part.name.padEnd(12)} ${seconds.padStart(6)} s`);
    if (passed) continue;
    failed.push(part.name);
    console.log(`$ ${part.command}\n${output.trimEnd()}\n`);
  }
}

const waiting = parts();
const failed: string[] = [];
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, () => checkAll(waiting, failed)));
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}. Each can be run alone, such as: npm run ${PREFIX}${failed[0]}`);
  process.exitCode = 1;
}
