import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { controlFolders, LIBRARY, loadControl } from './control-folder.ts';
import type { NewControl } from './control-skeleton.ts';
import { controlSkeleton } from './control-skeleton.ts';
import { GENERATED_FOLDERS, generatedLibrary } from './generated-library.ts';
import { writeFiles } from './generated-file.ts';

const FORMS = {
  folder: [/^(?!generated\/)[a-z0-9]+\/[a-z0-9]+(?:-[a-z0-9]+)*$/, 's3/versioning-enabled'],
  id: [/^[A-Z][A-Za-z0-9]*(?:\.[A-Z][A-Za-z0-9]*)*\.\d+$/, 'S3.14 or Trueup.Tags.1'],
  type: [/^AWS::[A-Za-z0-9]*::[A-Za-z0-9]+$/, 'AWS::S3::Bucket'],
  title: [/\S/, 'S3 buckets should have versioning enabled'],
} as const;

/** Why this control cannot be added, in one line. */
export async function refusal(root: string, control: NewControl): Promise<string | undefined> {
  for (const [name, [form, example]] of Object.entries(FORMS)) {
    const value = control[name as keyof typeof FORMS];
    if (!form.test(value)) return `${name} '${value}': expected the form ${example}`;
  }
  if (existsSync(join(root, LIBRARY, control.folder))) return `${LIBRARY}/${control.folder} exists already`;
  const controls = await Promise.all(controlFolders(root).map(loadControl));
  return controls.some(({ id }) => id === control.id) ? `${control.id} has a folder already` : undefined;
}

/** Writes the folder and generates the library anew. Returns the paths written, from the root. */
export async function addControl(root: string, control: NewControl): Promise<string[]> {
  const folder = `${LIBRARY}/${control.folder}`;
  const style = await resolveConfig(join(root, folder, 'control.ts'));
  mkdirSync(join(root, folder), { recursive: true });
  const written: string[] = [];
  for (const { name, content } of controlSkeleton(control)) {
    const path = `${folder}/${name}`;
    writeFileSync(join(root, path), await format(content, { ...style, filepath: name }));
    written.push(path);
  }
  return [...written, ...writeFiles(root, await generatedLibrary(root), GENERATED_FOLDERS)];
}
