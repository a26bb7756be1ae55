import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface GeneratedFile {
  /** From the repository's root. */
  readonly path: string;
  readonly content: string;
}

/** A folder that holds generated files and nothing else. */
function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** The paths that are not as they would be generated: changed, missing, or no longer wanted. */
export function staleFiles(root: string, files: readonly GeneratedFile[], ownFolders: readonly string[]): string[] {
  const wanted = new Set(files.map((file) => file.path));
  const changed = files.filter(({ path, content }) => {
    const absolute = join(root, path);
    return !existsSync(absolute) || readFileSync(absolute, 'utf8') !== content;
  });
  const extra = ownFolders.flatMap((folder) => filesBelow(root, folder)).filter((path) => !wanted.has(path));
  return [...changed.map((file) => file.path), ...extra].sort();
}

/** Writes what is stale and removes what is no longer wanted. Returns the paths touched. */
export function writeFiles(root: string, files: readonly GeneratedFile[], ownFolders: readonly string[]): string[] {
  const stale = staleFiles(root, files, ownFolders);
  const contents = new Map(files.map((file) => [file.path, file.content]));
  for (const path of stale) {
    const content = contents.get(path);
    if (content === undefined) rmSync(join(root, path));
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  }
  return stale;
}
