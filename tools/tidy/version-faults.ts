import type { TextFile } from '../repository/tracked-files.ts';

const LISTS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

type Manifest = Partial<Record<(typeof LISTS)[number], Readonly<Record<string, string>>>>;

/** Dependencies whose version is a range. What was tested is what is installed. */
export function versionFaults(files: readonly TextFile[]): string[] {
  return files
    .filter(({ path }) => /(?:^|\/)package\.json$/.test(path))
    .flatMap(({ path, text }) => {
      const manifest = JSON.parse(text) as Manifest;
      return LISTS.flatMap((list) => Object.entries(manifest[list] ?? {}))
        .filter(([, version]) => !EXACT.test(version))
        .map(([name, version]) => `${path}: ${name} ${version} is not an exact version`);
    });
}
