/** Reads in flight at a time within one list. The door's own limits come on top. */
const PARALLEL_READS = 8;

/** Maps the items, a few at a time, and answers in the order of the items. After an error no further item is begun. */
export async function mapInParallel<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = entriesOf(items);
  const lane = async (): Promise<void> => {
    for (const [index, item] of rest) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_READS, items.length) }, lane));
  return results;
}

/** A generator is closed for every lane when an error ends the loop of one; the array's own iterator would go on. */
function* entriesOf<T>(items: readonly T[]): Generator<[number, T]> {
  yield* items.entries();
}
