/** A choice that this browser remembers. Where it may not, such as in a private window, it lasts as long as the page. */
export function kept<T extends string>(
  name: string,
  values: readonly T[],
): { read(): T | undefined; write(value: T): void } {
  const text = keptText(name);
  return {
    read() {
      const found = text.read();
      return values.find((value) => value === found);
    },
    write: (value) => text.write(value),
  };
}

/** The same for a text of any form; whoever reads it checks it. */
export function keptText(name: string): { read(): string | undefined; write(value: string): void } {
  const key = `trueup.${name}`;
  let here: string | undefined;
  return {
    read() {
      try {
        return localStorage.getItem(key) ?? here;
      } catch {
        // Storage is denied: what was chosen here still holds.
        return here;
      }
    },
    write(value) {
      here = value;
      try {
        localStorage.setItem(key, value);
      } catch {
        // As above.
      }
    },
  };
}
