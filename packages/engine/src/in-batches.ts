import { LeaseLost } from '@trueup/core';

/**
 * Does at once what many ask for at the same time: while one batch is under way the next one gathers. When a batch
 * fails each of its items is tried by itself, so that one bad item harms no other; unless it may have happened all the
 * same, as when the connection is lost: then each is told of it.
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
      if (batch.length === 1 || !didNothing(error)) for (const { reject } of batch) reject(error);
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

/** PostgreSQL refused what it was given (classes 22, 23, 40, 54), or a lease was lost: nothing was written. */
function didNothing(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return error instanceof LeaseLost || (typeof code === 'string' && /^(?:22|23|40|54)/.test(code));
}
