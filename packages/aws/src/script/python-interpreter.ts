import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { isUnder } from './sandbox.ts';

export type PythonInterpreter =
  | {
      readonly kind: 'found';
      readonly executable: string;
      readonly version: string;
      /** All that it loads its library and packages from. */
      readonly directories: readonly string[];
    }
  | { readonly kind: 'missing'; readonly detail: string };

const PROBE_MS = 20_000;
const QUESTION = `import json, platform, sys
print(json.dumps([sys.executable, platform.python_version(), sys.prefix, sys.base_prefix, *sys.path]))`;

/** Asks the interpreter itself: the command may be a launcher that only finds it. */
export async function pythonInterpreter(python: string): Promise<PythonInterpreter> {
  try {
    const { stdout } = await promisify(execFile)(python, ['-I', '-c', QUESTION], { timeout: PROBE_MS });
    const [executable = python, version = '', ...paths] = JSON.parse(stdout) as string[];
    const [, major = 0, minor = 0] = (/^(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
    if (major < 3 || (major === 3 && minor < 8)) {
      return { kind: 'missing', detail: `'${python}' is Python ${version}; scripts need Python 3.8 or later` };
    }
    const binary = realpathSync(executable);
    return {
      kind: 'found',
      executable,
      version,
      directories: outermost([...paths, dirname(executable), dirname(binary)]),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    const detail = `'${python}' could not be started: ${reason}. Scripts need Python 3.8 or later`;
    return { kind: 'missing', detail };
  }
}

/** Without those that do not exist or lie in another one. */
function outermost(paths: readonly string[]): string[] {
  const existing = [...new Set(paths)].filter((path) => path.startsWith('/') && path !== '/' && exists(path));
  return existing.filter((path) => !existing.some((other) => other !== path && isUnder(path, other)));
}

function exists(path: string): boolean {
  try {
    realpathSync(path);
    return true;
  } catch {
    return false;
  }
}
