import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TextFile {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** Neither written nor read by people. */
const MACHINE_MADE = /(?:^|\/)package-lock\.json$|\.(?:png|ico|woff2?|gz)$/;

/** Every text file that git holds or would take in. */
export function trackedFiles(root: string): TextFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed
    .split('\0')
    .filter((path) => path !== '' && !MACHINE_MADE.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
