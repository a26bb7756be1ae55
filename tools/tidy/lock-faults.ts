interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Optional dependencies without an entry in the lock file. npm leaves one out when the registry does not hold it, and
 * then `npm ci` fails on every machine: the cure is a version of which all platforms are published.
 */
export function lockFaults(lock: string): string[] {
  const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, Locked>> };
  const locked = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.has(name))
      .map((name) => `package-lock.json: ${path || 'the root'} wants ${name}, which has no entry`),
  );
}
