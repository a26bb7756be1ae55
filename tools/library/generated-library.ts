import { catalogueFiles, GENERATED_CONTROLS } from './catalogue.ts';
import { controlFolders, loadControl, missingSources } from './control-folder.ts';
import { CONTROL_PAGES, controlPages } from './control-pages.ts';
import type { DocumentedControl } from './control-pages.ts';
import type { GeneratedFile } from './generated-file.ts';
import { securityHubTable } from './security-hub-table.ts';

/** Folders that hold nothing but what is generated. */
export const GENERATED_FOLDERS = [GENERATED_CONTROLS, CONTROL_PAGES] as const;

/** Findings are told apart by control id, so no two folders may share one. */
function sharedIds(controls: readonly DocumentedControl[]): string[] {
  const byId = Map.groupBy(controls, ({ control }) => control.id);
  return [...byId]
    .filter(([, sharing]) => sharing.length > 1)
    .map(([id, sharing]) => `${id} is the id of ${sharing.map(({ folder }) => folder.name).join(' and ')}`);
}

/**
 * Everything that is generated from the control folders and the table of published controls.
 *
 * @throws Error that names every missing file and every id that is used twice.
 */
export async function generatedLibrary(root: string): Promise<GeneratedFile[]> {
  const folders = controlFolders(root);
  const faults = folders.flatMap(missingSources);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const documented = await Promise.all(folders.map(async (folder) => ({ folder, control: await loadControl(folder) })));
  const shared = sharedIds(documented);
  if (shared.length > 0) throw new Error(shared.join('\n'));
  return [...catalogueFiles(folders), ...controlPages(documented), securityHubTable()];
}
