import { setTimeout as delay } from 'node:timers/promises';
import type { Claimed, Lease, Worker } from '@trueup/core';
import type { Database } from '../connection/database.ts';
import { messageOf, type Log } from '../log.ts';
import { claimDue, deadOwners, nextDueMs } from '../queries/claim-executions.ts';
import { listen } from './listen.ts';
import { noteFailure } from './note-failure.ts';
import { wakeSignal } from './wake-signal.ts';

/** What is due at once is announced; only a later time, or an announcement lost with its connection, needs this. */
const LOOK_AGAIN_MS = 1_000;
const LOOK_FOR_DEAD_MS = 3_000;
const NOTE_AGAIN_MS = 500;

export interface WorkerParts {
  readonly db: Database;
  readonly connection: string;
  readonly applicationName: string;
  readonly log: Log;
  readonly concurrency: number;
  readonly owner: string;
  readonly leaseMs: number;
  readonly segment: (claimed: Claimed) => Promise<void>;
}

/** Takes executions that are due, as many at once as there are free places, as long as it is not stopped. */
export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const { concurrency, log } = parts;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new Error(`concurrency ${concurrency} is not an integer of at least 1`);
  }
  const running = new Set<Promise<void>>();
  const signal = wakeSignal();
  const stopping = new AbortController();
  const claim = claiming(parts);

  const takeDue = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const free = concurrency - running.size;
      const taken = free > 0 ? await claim(free).catch(noted(log)) : [];
      for (const claimed of taken ?? []) {
        const segmentRun = runNoted(parts, claimed, stopping.signal).finally(() => {
          running.delete(segmentRun);
          signal.wake();
        });
        running.add(segmentRun);
      }
      const more = taken !== undefined && free > 0 && taken.length === free && running.size < concurrency;
      if (more || stopping.signal.aborted) continue;
      // Nothing to do: a sleep that ends soon is not kept waiting.
      const idle = free > 0 && taken?.length === 0;
      await signal.wait(
        idle ? ((await nextDueMs(parts.db, LOOK_AGAIN_MS).catch(noted(log))) ?? LOOK_AGAIN_MS) : LOOK_AGAIN_MS,
      );
    }
  };

  const listener = await listen(parts, signal.wake);
  const taking = takeDue();
  return {
    async stop() {
      stopping.abort();
      signal.wake();
      await listener.close();
      await taking;
      await Promise.all(running);
    },
  };
}

/** Looks now and then who has died, and claims what is due. */
function claiming({ db, owner, leaseMs }: WorkerParts): (limit: number) => Promise<readonly Claimed[]> {
  let dead: readonly string[] = [];
  let lookedAt = -Infinity;
  return async (limit) => {
    if (performance.now() - lookedAt >= LOOK_FOR_DEAD_MS) {
      dead = await deadOwners(db);
      lookedAt = performance.now();
    }
    return claimDue(db, { owner, leaseMs }, limit, dead);
  };
}

async function runNoted(parts: WorkerParts, claimed: Claimed, stopping: AbortSignal): Promise<void> {
  const { log, segment } = parts;
  const { lease } = claimed;
  try {
    await segment(claimed);
  } catch (error) {
    const fields = { executionId: lease.executionId, error: messageOf(error) };
    log.error(fields, 'a segment failed and will be tried again');
    await noteUntilLapsed(parts, lease, stopping);
  }
}

/** While the store is away nothing can be noted. Once the lease has lapsed there is no need to. */
async function noteUntilLapsed({ db, log, leaseMs }: WorkerParts, lease: Lease, stopping: AbortSignal): Promise<void> {
  const until = performance.now() + leaseMs;
  for (;;) {
    try {
      return await noteFailure(db, lease);
    } catch (error) {
      const fields = { executionId: lease.executionId, error: messageOf(error) };
      log.error(fields, 'the failure of a segment could not be noted');
    }
    if (stopping.aborted || performance.now() >= until) return;
    await delay(NOTE_AGAIN_MS);
  }
}

function noted(log: Log): (error: unknown) => undefined {
  return (error) => {
    log.error({ error: messageOf(error) }, 'the worker could not take due executions and tries again');
  };
}
