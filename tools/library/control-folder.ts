import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Control } from '@trueup/core';
import { pathToFileURL } from 'node:url';

export const LIBRARY = 'packages/controls/src';

const HEADINGS = ['What it checks', 'What the repair changes', 'Undo', 'Permissions', 'Limits'] as const;
/** What the catalogue and the pages are made from. */
const SOURCES = ['control.ts', 'runbook.yaml', 'permissions.json', 'prevention.yaml', 'README.md'];
const ALWAYS = [...SOURCES, 'check.ts', 'control.test.ts', 'round-trip.lab.test.ts'];

/** One folder of the control library. */
export interface ControlFolder {
  /** Such as `ec2/no-ssh-from-anywhere`. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** Every folder of the library below a repository, sorted by name. Empty folders do not exist for git, nor here. */
export function controlFolders(root: string): ControlFolder[] {
  const library = join(root, LIBRARY);
  const services = foldersIn(library).filter((service) => service !== 'generated');
  const names = services.flatMap((service) => foldersIn(join(library, service)).map((slug) => `${service}/${slug}`));
  return names
    .map((name) => ({ name, path: join(library, name) }))
    .filter(({ path }) => readdirSync(path).length > 0)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

export function readControlFile(folder: ControlFolder, file: string): string {
  return readFileSync(join(folder.path, file), 'utf8');
}

function hasNoUndo(folder: ControlFolder): boolean {
  return existsSync(join(folder.path, 'control.ts')) && /kind: 'none'/.test(readControlFile(folder, 'control.ts'));
}

function missing(folder: ControlFolder, wanted: readonly string[]): string[] {
  return wanted
    .filter((file) => !existsSync(join(folder.path, file)))
    .map((file) => `${LIBRARY}/${folder.name}: ${file} is missing`);
}

/** What keeps a control out of the catalogue, one sentence each. */
export function missingSources(folder: ControlFolder): string[] {
  return missing(folder, hasNoUndo(folder) ? SOURCES : [...SOURCES, 'undo.yaml']);
}

/** What is wrong with a control folder, one sentence each. */
export function controlFolderFaults(folder: ControlFolder): string[] {
  const faults = missing(folder, hasNoUndo(folder) ? ALWAYS : [...ALWAYS, 'undo.yaml']);
  if (hasNoUndo(folder) && existsSync(join(folder.path, 'undo.yaml'))) {
    faults.push(`${LIBRARY}/${folder.name}: undo.yaml is there, though control.ts says that there is no undo`);
  }
  if (!existsSync(join(folder.path, 'README.md'))) return faults;
  const found = [...readControlFile(folder, 'README.md').matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  if (found.join() !== HEADINGS.join()) {
    faults.push(`${LIBRARY}/${folder.name}/README.md: expected the headings ${HEADINGS.join(', ')} in this order`);
  }
  return faults;
}

/** Loads `control.ts` and takes its export `control`. */
export async function loadControl(folder: ControlFolder): Promise<Control> {
  const module = (await import(pathToFileURL(join(folder.path, 'control.ts')).href)) as { control?: Control };
  if (!module.control) throw new Error(`${LIBRARY}/${folder.name}/control.ts: expected an export named control`);
  return module.control;
}
