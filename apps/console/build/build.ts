import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';

/** Builds the console into dist. With --if-stale only where what is there was built from something else. */

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MARK = join(ROOT, 'apps/console/dist/built-from');
const SOURCES = [
  'apps/console/{src,build,public}/**/*.*',
  'apps/console/{index.html,vite.config.ts,package.json}',
  'packages/api-contract/src/**/*.ts',
  'package-lock.json',
];

function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).sort()) {
    hash.update(`${path}\n`).update(readFileSync(join(ROOT, path)));
  }
  return hash.digest('hex');
}

function builtFrom(): string | undefined {
  try {
    return readFileSync(MARK, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const { values } = parseArgs({ options: { 'if-stale': { type: 'boolean', default: false } } });
const hash = sourcesHash();
if (!values['if-stale'] || builtFrom() !== hash) {
  await build({ configFile: join(ROOT, 'apps/console/vite.config.ts'), logLevel: 'warn' });
  writeFileSync(MARK, hash);
}
