/**
 * Does at once what many ask for at the same time: while one batch is under way the next one gathers. When a batch
 * fails each of its items is tried by itself, so that one bad item harms no other.
 */
export function inBatches<T, R>(
  most: number,
  run: (items: readonly T[]) => Promise<readonly R[]>,
): (item: T) => Promise<R> {
  interface Waiting {
    readonly item: T;
    readonly resolve: (result: R) => void;
    readonly reject: (error: unknown) => void;
  }
  const waiting: Waiting[] = [];
  let running = false;

  const runAll = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const results = await run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index] as R));
    } catch (error) {
      const [only, ...others] = batch;
      if (only && others.length === 0) only.reject(error);
      else for (const one of batch) await runAll([one]);
    }
  };

  const drain = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) await runAll(waiting.splice(0, most));
    running = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // Those who ask in the same turn come along.
      if (!running) queueMicrotask(() => (running ? undefined : void drain()));
    });
}
