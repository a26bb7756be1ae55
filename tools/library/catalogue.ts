import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readPrevention, type Prevention } from '@trueup/core';
import { parse } from 'yaml';
import type { ControlFolder } from './control-folder.ts';
import { LIBRARY, readControlFile } from './control-folder.ts';
import type { GeneratedFile } from './generated-file.ts';

export const GENERATED_CONTROLS = `${LIBRARY}/generated`;

function banner(source: string): string {
  return `// Generated from ${source} by \`npm run generate\`. Do not edit.\n`;
}

/** `ec2/no-ssh-from-anywhere` → `ec2NoSshFromAnywhere`. */
function identifier(name: string): string {
  return name.replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Multi-line text as a template literal, so that a change reads as a change of lines. */
function literal(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, String.raw`\$&`)}\``;
}

function preventionOf(folder: ControlFolder): Prevention {
  try {
    return readPrevention(parse(readControlFile(folder, 'prevention.yaml')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${LIBRARY}/${folder.name}/prevention.yaml: ${reason}`, { cause: error });
  }
}

function entryFile(folder: ControlFolder): GeneratedFile {
  const permissions = JSON.stringify(JSON.parse(readControlFile(folder, 'permissions.json')), null, 2);
  const prevention = JSON.stringify(preventionOf(folder), null, 2);
  const undo = existsSync(join(folder.path, 'undo.yaml')) ? literal(readControlFile(folder, 'undo.yaml')) : 'undefined';
  const content = `${banner(`${LIBRARY}/${folder.name}`)}import type { LibraryEntry } from '@trueup/core';
import { control } from '../../${folder.name}/control.ts';

export const entry: LibraryEntry = {
  control,
  folder: '${folder.name}',
  runbook: ${literal(readControlFile(folder, 'runbook.yaml'))},
  undoRunbook: ${undo},
  permissions: ${permissions.replaceAll('\n', '\n  ')},
  prevention: ${prevention.replaceAll('\n', '\n  ')},
  readme: ${literal(readControlFile(folder, 'README.md'))},
};
`;
  return { path: `${GENERATED_CONTROLS}/${folder.name}.ts`, content };
}

/**
 * The control library as code that needs no file system: one module a control, with the text of its runbooks, its
 * permissions and its README, and the list of them all.
 */
export function catalogueFiles(folders: readonly ControlFolder[]): GeneratedFile[] {
  const imports = folders.map(({ name }) => `import { entry as ${identifier(name)} } from './generated/${name}.ts';\n`);
  const content = `${banner(`the folders of ${LIBRARY}`)}import type { LibraryEntry } from '@trueup/core';
${imports.join('')}
/** Every control, by folder. */
export const catalogue: readonly LibraryEntry[] = [
${folders.map(({ name }) => `  ${identifier(name)},\n`).join('')}];
`;
  return [{ path: `${LIBRARY}/catalogue.ts`, content }, ...folders.map(entryFile)];
}
