import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MOST_POLICY_BYTES, MOST_POLICY_FILES, type PolicyFileText } from '@trueup/core';

export type PolicyFiles =
  | { readonly kind: 'files'; readonly files: readonly PolicyFileText[] }
  /** There is no such file or folder, or no YAML file in it. */
  | { readonly kind: 'absent'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

const DEEPEST = 5;

/** A policy of one file, or of all `.yaml` and `.yml` files of a folder. Names that begin with a dot are passed over. */
export async function readPolicyFiles(path: string): Promise<PolicyFiles> {
  let found: Stats;
  try {
    found = await stat(path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? { kind: 'absent', reason: `policy file ${path} does not exist` }
      : unreadable(path, error);
  }
  try {
    const names = found.isDirectory() ? await namesBelow(path, '', 0) : [''];
    if (names.length === 0) return { kind: 'absent', reason: `policy folder ${path} holds no .yaml or .yml file` };
    if (names.length > MOST_POLICY_FILES) return tooMuch(path, `${names.length} files, at most ${MOST_POLICY_FILES}`);
    const files: PolicyFileText[] = [];
    let bytes = 0;
    for (const name of names) {
      bytes += (await stat(join(path, name))).size;
      if (bytes > MOST_POLICY_BYTES) return tooMuch(path, `more than ${MOST_POLICY_BYTES} bytes`);
      const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(path, name)));
      files.push({ name: name === '' ? basename(path) : name, text });
    }
    return { kind: 'files', files };
  } catch (error) {
    // Also a file that goes while the folder is read: half a policy is none.
    return unreadable(path, error);
  }
}

const unreadable = (path: string, error: unknown): PolicyFiles => ({
  kind: 'unreadable',
  reason: `policy file ${path} ${String(error)}`,
});

const tooMuch = (path: string, what: string): PolicyFiles => ({
  kind: 'unreadable',
  reason: `policy ${path} has ${what}`,
});

/** Links are followed: that is how a mounted configuration looks. A circle of them ends at the depth. */
async function namesBelow(root: string, folder: string, depth: number): Promise<string[]> {
  if (depth > DEEPEST) return [];
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const names: string[] = [];
  for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const kind = entry.isSymbolicLink() ? await stat(join(root, name)) : entry;
    if (kind.isDirectory()) names.push(...(await namesBelow(root, name, depth + 1)));
    else if (kind.isFile() && /\.ya?ml$/.test(name)) names.push(name);
    if (names.length > MOST_POLICY_FILES) break;
  }
  return names;
}
