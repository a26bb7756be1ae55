/** Finds all of many texts that a value begins with. */
export interface AffixTable<T> {
  /** Adds what stands under each text that the value begins with. */
  find(value: string, found: T[]): void;
}

/**
 * The texts in order, each knowing the longest other text that it begins with. The last text that is not after the
 * value begins with every text that the value begins with: all that stand between such a text and the value do.
 */
export function affixTable<T>(under: ReadonlyMap<string, T>): AffixTable<T> {
  const texts = [...under.keys()].sort();
  const items = texts.map((text) => under.get(text) as T);
  const parents = parentsOf(texts);
  return {
    find(value, found) {
      let at = lastNotAfter(texts, value);
      while (at >= 0 && !value.startsWith(texts[at] as string)) at = parents[at] as number;
      for (; at >= 0; at = parents[at] as number) found.push(items[at] as T);
    },
  };
}

/** For each text the place of the longest other that it begins with, or -1. */
function parentsOf(texts: readonly string[]): number[] {
  const open: number[] = [];
  return texts.map((text, at) => {
    while (open.length > 0 && !text.startsWith(texts[open.at(-1) as number] as string)) open.pop();
    const parent = open.at(-1) ?? -1;
    open.push(at);
    return parent;
  });
}

function lastNotAfter(texts: readonly string[], value: string): number {
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((texts[middle] as string) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
