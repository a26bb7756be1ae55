import type { TextFile } from '../repository/tracked-files.ts';

const ARCHITECTURE = 'ARCHITECTURE.md';
/** A test, or the configuration of a tool that `npm run check` runs. */
const GUARD = /`([\w./*-]*(?:\.test\.ts|\.dependency-cruiser\.ts|\.oxlintrc\.json|knip\.jsonc))`/g;

function guards(text: string): string[] {
  return [...text.matchAll(GUARD)].flatMap((match) => match[1] ?? []);
}

/** The list items and table rows below the heading `Invariants`, each with its continuation lines. */
function invariants(text: string): string[] {
  const section = /^## Invariants$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(text)?.[1] ?? '';
  return section
    .split(/^(?=(?:-|\d+\.) |\| )/m)
    .filter((item) => /^(?:-|\d+\.) |^\| /.test(item))
    .filter((item) => !/^\|[\s|:-]+$/.test(item.trim()));
}

/** A guard is a path, a path with stars, or the bare name of a file of which every control has one. */
function exists(guard: string, paths: readonly string[]): boolean {
  const form = guard.replaceAll('.', String.raw`\.`).replaceAll('*', '[^/]+');
  const expression = new RegExp(guard.includes('/') ? `^${form}$` : `(?:^|/)${form}$`);
  return paths.some((path) => expression.test(path));
}

/** Invariants that name no guard, and guards that do not exist. */
export function invariantFaults(files: readonly TextFile[]): string[] {
  const architecture = files.find(({ path }) => path === ARCHITECTURE);
  if (!architecture) return [];
  const paths = files.map(({ path }) => path);
  const items = invariants(architecture.text);
  // The first row of a table is its heading.
  const stated = items.filter((item, index) => !(item.startsWith('| ') && !items[index - 1]?.startsWith('| ')));
  return [
    ...stated
      .filter((item) => guards(item).length === 0)
      .map((item) => `${ARCHITECTURE}: no test is named for: ${item.split('\n')[0]}`),
    ...guards(architecture.text)
      .filter((path) => !exists(path, paths))
      .map((path) => `${ARCHITECTURE}: ${path} does not exist`),
  ];
}
