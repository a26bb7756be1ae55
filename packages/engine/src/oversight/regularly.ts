import { setTimeout as delay } from 'node:timers/promises';
import { PolicyUnreadable, type EngineParts } from '../parts.ts';

/** Does the work now and after every pause, until it is stopped; the stop waits for what is under way. */
export function regularly(
  parts: Pick<EngineParts, 'log'>,
  { everyMs, failed }: { readonly everyMs: number; readonly failed: string },
  work: () => Promise<void>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await work();
      } catch (error) {
        // Whoever reads the policy for a decision says what is wrong with it.
        if (!(error instanceof PolicyUnreadable)) parts.log.error({ error }, failed);
      }
      // A pause that is cut short is no failure.
      await delay(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const looking = look();
  return {
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}
