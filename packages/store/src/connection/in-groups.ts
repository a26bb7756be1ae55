interface GroupOptions<Item> {
  readonly most: number;
  /** The heaviest group, unless a single item is heavier. */
  readonly heaviest: number;
  readonly weightOf: (item: Item) => number;
  /** Of two items with one key the second waits for the next group. */
  readonly keyOf?: (item: Item) => string;
}

/**
 * Group commit: does at once what is asked for while one group is under way, so that a statement and its commit are
 * paid once. When a group fails for a reason that one of its items may have brought in, each is tried by itself, and
 * the reason is told to that one alone.
 */
export function inGroups<Item, Result>(
  options: GroupOptions<Item> & {
    readonly run: (items: readonly Item[]) => Promise<readonly Result[]>;
    /** Whether nothing happened, so that each may be tried by itself. */
    readonly mayTryAlone: (error: unknown) => boolean;
  },
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let running = false;

  const runGroup = async (group: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await options.run(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      if (group.length === 1 || !options.mayTryAlone(error)) for (const { reject } of group) reject(error);
      else for (const one of group) await runGroup([one]);
    }
  };

  const drain = async (): Promise<void> => {
    running = true;
    // Those who ask in the same turn come along.
    await Promise.resolve();
    while (waiting.length > 0) await runGroup(nextGroup(waiting, options));
    running = false;
  };

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void drain();
    });
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Takes the first ones out, in order. */
function nextGroup<Item, Result>(
  waiting: Waiting<Item, Result>[],
  { most, heaviest, weightOf, keyOf }: GroupOptions<Item>,
): Waiting<Item, Result>[] {
  const group: Waiting<Item, Result>[] = [];
  const later: Waiting<Item, Result>[] = [];
  const keys = new Set<string>();
  let weight = 0;
  let full = false;
  for (const one of waiting) {
    const more = weight + weightOf(one.item);
    full ||= group.length > 0 && (group.length >= most || more > heaviest);
    const key = keyOf?.(one.item);
    if (full || (key !== undefined && keys.has(key))) later.push(one);
    else {
      group.push(one);
      weight = more;
      if (key !== undefined) keys.add(key);
    }
  }
  waiting.splice(0, waiting.length, ...later);
  return group;
}
