import { setTimeout as delay } from 'node:timers/promises';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Something that goes on until it is stopped; the stop waits for what is under way. */
export interface Running {
  stop(): Promise<void>;
}

/**
 * Does the work again and again, at once after a success and after growing pauses when it fails. The work reports its
 * own failures; one that it throws goes to `failed`.
 */
export function poll(
  work: (signal: AbortSignal) => Promise<'done' | 'failed'>,
  failed: (error: unknown) => void,
): Running {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    let pause = FIRST_MS;
    while (!stopping.signal.aborted) {
      const ended = await work(stopping.signal).catch((error: unknown) => {
        if (!stopping.signal.aborted) failed(error);
        return 'failed' as const;
      });
      if (ended === 'done') pause = FIRST_MS;
      else {
        await pausing(pause, stopping.signal);
        pause = Math.min(LONGEST_MS, pause * 2);
      }
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Waits so long, or until the signal says to stop. */
export async function pausing(ms: number, signal: AbortSignal): Promise<void> {
  // A wait that is cut short is no failure.
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
