const SAYS_NOTHING = /(?:^|[/.-])(utils?|helpers?|common|manager)(?=[/.-]|$)/;

/** Files and folders whose name does not say what they hold. */
export function nameFaults(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const name = SAYS_NOTHING.exec(path)?.[1];
    return name === undefined ? [] : [`${path}: '${name}' does not say what is in it`];
  });
}
