import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TextFile {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** Neither written nor read by people. */
const MACHINE_MADE = /(?:^|\/)package-lock\.json$|\.(?:png|ico|woff2?|gz)$/;

/** Folders that no one wrote, for a copy of the repository that came without git. */
const NOT_SOURCE = ['.git', '.moto-venv', '.trueup', '__pycache__', 'coverage', 'node_modules'];

function listedByGit(root: string): string[] | undefined {
  const options = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const git = spawnSync('git', options, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return git.status === 0 ? git.stdout.split('\0').filter((path) => path !== '') : undefined;
}

function walked(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SOURCE.includes(entry.name) ? [] : walked(root, path);
    return entry.isFile() ? [path] : [];
  });
}

/** Every text file that git holds or would take in. */
export function trackedFiles(root: string): TextFile[] {
  return (listedByGit(root) ?? walked(root))
    .filter((path) => !MACHINE_MADE.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
