import { setTimeout as delay } from 'node:timers/promises';
import type { BatchedParts } from '../batched-parts.ts';
import { deliverOne } from './deliver-one.ts';

/** How many deliveries a process has under way at once, and how many of them to one target. */
const MOST_AT_ONCE = 64;
const MOST_PER_TARGET = 8;
/** Longer than any attempt takes. */
const LEASE_MS = 60_000;
/** What another process published is found by looking. */
const LOOK_AGAIN_MS = 500;
/** What is due but may not start, since its target has its share under way, is not asked for again and again. */
const LEAST_PAUSE_MS = 50;

/** Delivers what is due until it is stopped; a stop waits for the attempts under way. */
export function deliverDue(parts: BatchedParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let woken = false;
  let rouse = (): void => undefined;
  const wake = (): void => {
    woken = true;
    rouse();
  };
  const forget = parts.bus.onPublished(wake);

  const wait = async (ms: number): Promise<void> => {
    const waking = new AbortController();
    rouse = () => waking.abort();
    const signal = AbortSignal.any([waking.signal, stopping.signal]);
    // What came while the store was asked is not waited for.
    if (!woken) await delay(ms, undefined, { signal }).catch(() => undefined);
    woken = false;
  };

  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const limit = MOST_AT_ONCE - underWay.size;
        const due =
          limit > 0
            ? await parts.store.events.claimDeliveries({ limit, perTarget: MOST_PER_TARGET, leaseMs: LEASE_MS })
            : [];
        for (const delivery of due) {
          const attempt = deliverOne(parts, delivery, stopping.signal)
            .catch((error: unknown) => {
              // Its lease lapses, and it is tried again.
              parts.log.error({ error, deliveryId: delivery.id }, 'a delivery could not be settled');
            })
            .finally(() => {
              underWay.delete(attempt);
              wake();
            });
          underWay.add(attempt);
        }
        if (due.length > 0 && underWay.size < MOST_AT_ONCE) continue;
        await wait(Math.max(LEAST_PAUSE_MS, await parts.store.events.nextDeliveryMs(LOOK_AGAIN_MS, MOST_PER_TARGET)));
      } catch (error) {
        parts.log.error({ error }, 'deliveries could not be looked for; looking again');
        await wait(LOOK_AGAIN_MS);
      }
    }
  };

  const looking = look();
  return {
    async stop() {
      stopping.abort();
      forget();
      await looking;
      await Promise.all(underWay);
    },
  };
}
