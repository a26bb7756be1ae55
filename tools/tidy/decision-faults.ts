/** Decisions are numbered 0001, 0002 … without gaps, one file each. */
export function decisionFaults(paths: readonly string[]): string[] {
  const names = paths
    .flatMap((path) => /^docs\/decisions\/([^/]+)$/.exec(path)?.[1] ?? [])
    .filter((name) => name !== 'README.md')
    .toSorted();
  return names.flatMap((name, index) => {
    const number = String(index + 1).padStart(4, '0');
    return new RegExp(`^${number}-[a-z0-9-]+\\.md$`).test(name)
      ? []
      : [`docs/decisions/${name}: expected ${number}-what-was-decided.md`];
  });
}
